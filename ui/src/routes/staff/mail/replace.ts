// Begins the draft that replaces a letter: what stands in it and its PDFs come along.
import { api, ask, newKey } from '../../../api';
import type { DeskLetter } from '../../../api/mail';
import { replacing } from '../../../features/mail/draft';
import { letterReason } from '../../../state/desk-letter.svelte';
import { bytesOf, sendPdf } from '../../../state/letter-file';

/** The draft, with the text of the letter. */
export function beginReplacement(letter: DeskLetter, key: string): Promise<DeskLetter> {
  return ask(api.POST('/api/desk/mail', { params: { header: { 'Idempotency-Key': key } }, body: replacing(letter.row.id, letter.letter) }));
}

/** Takes the PDFs over, in their order; answers the names of those that did not come along. A letter made from its text is made anew. */
export async function takeDocuments(letter: DeskLetter, draft: string): Promise<string[]> {
  const left: string[] = [];
  const made = Boolean(letter.letter.body?.trim());
  for (const { id, name, role } of letter.documents) {
    if (role === 'main' && made) continue;
    try {
      const bytes = await bytesOf(`/api/desk/mail/${letter.row.id}/documents/${id}`, letterReason());
      const query = new URLSearchParams({ name, role });
      await sendPdf(`/api/desk/mail/${draft}/documents?${query}`, new Blob([bytes], { type: 'application/pdf' }), { 'Idempotency-Key': newKey() });
    } catch {
      left.push(name);
    }
  }
  return left;
}
