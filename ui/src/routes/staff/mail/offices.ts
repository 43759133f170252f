// The offices a member of staff may write for: the own one and those of absent colleagues; administrators may look at all.
import { desk } from '../../../state/desk-session.svelte';
import { officeName, town } from '../../../state/town.svelte';

export function ownOffices(): { key: string; name: string }[] {
  const own = desk.offices.length > 0 ? desk.offices : desk.member ? [desk.member.office] : [];
  const keys = desk.member?.role === 'admin' ? (town.data?.offices ?? []).map(({ key }) => key) : own;
  return keys.map((key) => ({ key, name: officeName(key) || key }));
}
