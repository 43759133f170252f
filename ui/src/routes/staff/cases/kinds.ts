// Name and icon of a category of the town, as rows and pins need them.
import { categoryIcon } from '../../../features/reports/icons';
import { category, categoryName } from '../../../state/town.svelte';

export function kindOf(key: string): { name: string; icon: ReturnType<typeof categoryIcon> } {
  return { name: categoryName(key), icon: categoryIcon(category(key)?.icon) };
}
