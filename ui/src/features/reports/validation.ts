// What a report needs before it can be sent. The server checks the same; here the person hears it on the page where it belongs.
export type StepName = 'foto' | 'was' | 'wo' | 'kontakt' | 'pruefen';
export const STEPS: readonly StepName[] = ['foto', 'was', 'wo', 'kontakt', 'pruefen'];

export interface Answers {
  photos: readonly unknown[];
  category: string;
  text: string;
  place: { lat?: number; lon?: number; address: string; description: string };
  email: string;
}

export interface FieldProblem {
  /** Id of the control. */
  id: string;
  step: StepName;
  /** Key of the sentence. */
  key: string;
  limit?: number;
}

export const ADDRESS_CHARS_MAX = 200;
export const PLACE_CHARS_MAX = 500;

const length = (text: string) => [...text].length;

/** Looks like an address: one @, a dot behind it, no spaces. The mail server has the last word. */
export function looksLikeEmail(text: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
}

/** Everything that is missing or wrong, in the order of the pages. */
export function problemsOf(answers: Answers, textCharsMax: number): FieldProblem[] {
  const problems: FieldProblem[] = [];
  const { place } = answers;
  if (!answers.category) problems.push({ id: 'category', step: 'was', key: 'filing-category-required' });
  if (!answers.text.trim() && answers.photos.length === 0) problems.push({ id: 'text', step: 'was', key: 'filing-text-required' });
  if (length(answers.text) > textCharsMax) problems.push({ id: 'text', step: 'was', key: 'problem-field-too-long', limit: textCharsMax });
  if (place.lat === undefined && !place.address.trim() && !place.description.trim()) {
    problems.push({ id: 'address', step: 'wo', key: 'filing-place-required' });
  }
  if (length(place.address) > ADDRESS_CHARS_MAX) problems.push({ id: 'address', step: 'wo', key: 'problem-field-too-long', limit: ADDRESS_CHARS_MAX });
  if (length(place.description) > PLACE_CHARS_MAX) problems.push({ id: 'place-words', step: 'wo', key: 'problem-field-too-long', limit: PLACE_CHARS_MAX });
  if (answers.email.trim() && !looksLikeEmail(answers.email.trim())) problems.push({ id: 'email', step: 'kontakt', key: 'filing-email-format' });
  return problems;
}

/** Where a field of the server's answer stands in the form. */
export function fieldOf(pointer: string): { id: string; step: StepName } {
  if (pointer.startsWith('/category')) return { id: 'category', step: 'was' };
  if (pointer.startsWith('/text')) return { id: 'text', step: 'was' };
  if (pointer.startsWith('/place/description')) return { id: 'place-words', step: 'wo' };
  if (pointer.startsWith('/place')) return { id: 'address', step: 'wo' };
  if (pointer.startsWith('/email')) return { id: 'email', step: 'kontakt' };
  return { id: 'photos', step: 'foto' };
}
