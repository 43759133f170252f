// What a clerk has begun to write on a case: kept on the device for her alone, until it is sent or thrown away.
import { desk } from './desk-session.svelte';
import { keep, kept as lastTyped, note } from './draft-journal';

export type Kind = 'answer' | 'note' | 'status';
export interface CaseDraft {
  version: 1;
  answer: string;
  note: string;
  status: string;
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
