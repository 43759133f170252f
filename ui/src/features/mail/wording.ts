// What somebody agrees to. The server keeps the version and the hash of what was on the screen, so a changed word needs a new version
// (wording.test.ts holds both together).
import { t } from '../../texts/index.svelte';

/** Of the texts below; letters, digits, hyphens and dots. */
export const WORDING_VERSION = '2026-11';

/** The paragraphs of the consent as they are shown, in the reader's language. */
export function wordingParagraphs(): string[] {
  return [t('consent-wording-agree'), t('consent-wording-served'), t('consent-wording-revoke')];
}

/** SHA-256 in hexadecimal digits. */
export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The hash of paragraphs as the server keeps it: joined by one empty line. */
export const wordingHash = (paragraphs: readonly string[]): Promise<string> => sha256(paragraphs.join('\n\n'));
