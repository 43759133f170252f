// Whether something was begun on this device, without loading the form it belongs to.
import { acting } from './acting.svelte';
import { kept } from './draft-journal';

export async function hasDraft(name: string): Promise<boolean> {
  // Whoever acts for somebody goes on with that person's, not with her own.
  return !acting.current && (await kept(name)) !== undefined;
}
