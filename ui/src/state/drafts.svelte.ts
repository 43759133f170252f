// Whether something was begun on this device, without loading the form it belongs to.
import { host } from '../host';

export async function hasDraft(name: string): Promise<boolean> {
  const { drafts } = await host();
  return (await drafts.load(name)) !== undefined;
}
