// What a clerk has begun to write on a case: kept on the device for her alone, until it is sent or thrown away.
import { newKey } from '../api';
import { desk } from './desk-session.svelte';
import { keep, kept as lastTyped, note } from './draft-journal';

export type Kind = 'answer' | 'note' | 'status';
export interface CaseDraft {
  version: 1;
  answer: string;
  note: string;
  status: string;
  /** What was sent and not yet answered, with its idempotency key: sent again, it is said once. */
  sent?: Partial<Record<Kind, { key: string; content: string }>>;
}

export const noDraft = (): CaseDraft => ({ version: 1, answer: '', note: '', status: '' });
const name = (id: string) => `desk-case ${desk.member?.id ?? ''} ${id}`;

export async function loadCaseDraft(id: string): Promise<CaseDraft> {
  const kept = (await lastTyped(name(id))) as CaseDraft | undefined;
  return kept?.version === 1 ? kept : noDraft();
}

const worthKeeping = (draft: CaseDraft): CaseDraft | undefined => (draft.answer || draft.note || draft.status ? draft : undefined);

/** At each change and at once: leaving the page costs no letter. `saveCaseDraft` follows. */
export function noteCaseDraft(id: string, draft: CaseDraft): void {
  note(name(id), worthKeeping(draft));
}

export async function saveCaseDraft(id: string, draft: CaseDraft): Promise<void> {
  await keep(name(id), worthKeeping(draft));
}

/** The key under which this content is sent: the one of the last attempt for the same content, a new one for any other. */
export function keyOf(draft: CaseDraft, kind: Kind, content: string): string {
  const before = draft.sent?.[kind];
  if (before?.content === content) return before.key;
  const key = newKey();
  draft.sent = { ...draft.sent, [kind]: { key, content } };
  return key;
}

/** It was answered: the same words again are something new. */
export function forgetKey(draft: CaseDraft, kind: Kind): void {
  draft.sent = { ...draft.sent, [kind]: undefined };
}
