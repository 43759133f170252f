// The icons a town may name for its categories; an unknown name gets the neutral one.
import Bus from '@lucide/svelte/icons/bus';
import CircleQuestionMark from '@lucide/svelte/icons/circle-question-mark';
import Lamp from '@lucide/svelte/icons/lightbulb';
import Sign from '@lucide/svelte/icons/signpost';
import Playground from '@lucide/svelte/icons/fence';
import Road from '@lucide/svelte/icons/traffic-cone';
import Trash from '@lucide/svelte/icons/trash-2';
import Tree from '@lucide/svelte/icons/trees';
import Water from '@lucide/svelte/icons/droplets';

const ICONS = { bus: Bus, lamp: Lamp, sign: Sign, playground: Playground, road: Road, trash: Trash, tree: Tree, water: Water };

export function categoryIcon(name: string | undefined): typeof CircleQuestionMark {
  return ICONS[name as keyof typeof ICONS] ?? CircleQuestionMark;
}
