// Who is signed in at the desk on this device. Its own cookie and its own state: a clerk may also be a resident.
import { api, ask, onSessionEnded } from '../api';
import type { DeskSession, InvitationOpened, StaffMember } from '../api/desk';
import { host } from '../host';

interface State {
  member: StaffMember | null;
  /** Keys of the offices whose cases the member works on now: the own one first, then those of absent colleagues. */
  offices: readonly string[];
  /** Known after the first answer. */
  known: boolean;
  /** The server ended a session this page believed in. The page stays as it is, so that nothing typed is lost. */
  ended: boolean;
  /** Why nobody knows who is signed in. */
  error: unknown;
}

export const desk = $state<State>({ member: null, offices: [], known: false, ended: false, error: undefined });

onSessionEnded(() => {
  if (desk.member) desk.ended = true;
});

function take(session: DeskSession): void {
  desk.member = session.member ?? null;
  desk.offices = session.offices ?? [];
}

export async function loadDesk(): Promise<void> {
  desk.error = undefined;
  try {
    take(await ask(api.GET('/api/desk/session')));
    desk.known = true;
  } catch (error) {
    desk.error = error;
  }
}

/** Finds out whether the session this page believes in still is one, and whether role or offices changed. Without an answer nothing changes. */
export async function checkDesk(): Promise<void> {
  if (!desk.member || desk.ended) return;
  const found = await ask(api.GET('/api/desk/session')).catch(() => undefined);
  if (!found || !desk.member) return;
  if (found.member) take(found);
  else desk.ended = true;
}

function opened(member: StaffMember): void {
  desk.member = member;
  desk.offices = [member.office];
  desk.known = true;
  desk.ended = false;
  // For whom the member stands in today.
  void checkDesk();
}

/** Signs in with a passkey; no name is typed. */
export async function signInAtDesk(): Promise<void> {
  const { passkeys } = await host();
  const begun = await ask(api.POST('/api/desk/login'));
  const credential = await passkeys.get(begun.options);
  const body = { ceremony: begun.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
  opened((await ask(api.POST('/api/desk/login/finish', { body }))).member);
}

/** Whom the invitation is for, with a ceremony that lasts five minutes. */
export function openInvitation(token: string): Promise<InvitationOpened> {
  return ask(api.POST('/api/desk/staff/invitations/open', { body: { token } }));
}

/** Makes the passkey of an invitation and signs in. */
export async function acceptInvitation(invitation: InvitationOpened): Promise<void> {
  const { passkeys } = await host();
  const credential = await passkeys.create(invitation.ceremony.options);
  const body = { ceremony: invitation.ceremony.ceremony, credential: credential as Record<string, never>, device: passkeys.deviceName() };
  opened((await ask(api.POST('/api/desk/staff/invitations/accept', { body }))).member);
}

export async function signOutAtDesk(): Promise<void> {
  await ask(api.POST('/api/desk/logout'));
  desk.member = null;
  desk.offices = [];
  desk.ended = false;
}
