// What a clerk has begun to write on a case: kept on the device for her alone, until it is sent or thrown away.
import { host } from '../host';
import { desk } from './desk-session.svelte';

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
  const kept = (await (await host()).drafts.load(name(id))) as CaseDraft | undefined;
  return kept?.version === 1 ? kept : noDraft();
}

export async function saveCaseDraft(id: string, draft: CaseDraft): Promise<void> {
  const { drafts } = await host();
  if (draft.answer || draft.note || draft.status) await drafts.save(name(id), draft);
  else await drafts.remove(name(id));
}
