// Whether something was begun on this device, without loading the form it belongs to.
import { kept } from './draft-journal';

export async function hasDraft(name: string): Promise<boolean> {
  return (await kept(name)) !== undefined;
}
