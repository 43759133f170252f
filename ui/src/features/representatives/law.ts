// A right to act for somebody by law, as it is recorded at the counter.
import type { RecordRepresentation, RepresentationBasis, RepresentationScope } from '../../api/desk';
import { isoOf, noDate, startOfDay, type DateParts } from '../../kit/DateField/date';

export const BASES: readonly Exclude<RepresentationBasis, 'invited'>[] = ['parent', 'guardian', 'carer'];
export const SCOPES: readonly RepresentationScope[] = ['read_mail', 'file_reports', 'fill_applications'];
const YEARS_MAX = 18;
export const SHOWN_CHARS_MIN = 3;
export const SHOWN_CHARS_MAX = 200;

export interface Law {
  basis: string;
  /** Code of the one who acts. */
  code: string;
  /** `code`: the represented person shows one, too; `name`: she has no account. */
  whom: string;
  theirCode: string;
  name: string;
  scopes: Record<RepresentationScope, boolean>;
  until: DateParts;
  shown: string;
}

export const startLaw = (): Law => ({
  basis: '',
  code: '',
  whom: '',
  theirCode: '',
  name: '',
  scopes: { read_mail: true, file_reports: true, fill_applications: true },
  until: noDate(),
  shown: '',
});

/** What is missing, in the order of the form. */
export function missingInLaw(law: Law, now: number): { id: string; key: string }[] {
  const found: { id: string; key: string }[] = [];
  const need = (ok: boolean, id: string, key: string) => {
    if (!ok) found.push({ id, key });
  };
  need(BASES.some((one) => one === law.basis), 'law-basis', 'counter-law-basis-required');
  need(law.code.trim() !== '', 'law-code', 'counter-law-code-required');
  need(law.whom === 'code' || law.whom === 'name', 'law-whom', 'counter-law-whom-required');
  if (law.whom === 'code') need(law.theirCode.trim() !== '', 'law-their-code', 'counter-law-code-required');
  if (law.whom === 'name') need(law.name.trim() !== '', 'law-name', 'counter-law-name-required');
  need(SCOPES.some((scope) => law.scopes[scope]), 'law-scope-read_mail', 'counter-law-scope-required');
  const until = isoOf(law.until);
  const end = until ? startOfDay(until, 1).getTime() : 0;
  const limit = new Date(now);
  limit.setFullYear(limit.getFullYear() + YEARS_MAX);
  need(end > now, 'law-until', 'counter-law-until-required');
  if (end > now) need(end <= limit.getTime(), 'law-until', 'counter-law-until-far');
  need([...law.shown.trim()].length >= SHOWN_CHARS_MIN, 'law-shown', 'counter-law-shown-required');
  return found;
}

/** As it travels; only once nothing is missing. */
export function recordOf(law: Law, now: number): RecordRepresentation | undefined {
  const basis = BASES.find((one) => one === law.basis);
  const until = isoOf(law.until);
  if (!basis || !until || missingInLaw(law, now).length > 0) return undefined;
  return {
    basis,
    representative_code: law.code.trim(),
    represented: law.whom === 'code' ? { code: law.theirCode.trim() } : { name: law.name.trim() },
    scopes: SCOPES.filter((scope) => law.scopes[scope]),
    ends_at: startOfDay(until, 1).toISOString(),
    shown: law.shown.trim(),
  };
}

const FIELDS: readonly [string, string][] = [
  ['/representative_code', 'law-code'],
  ['/represented/name', 'law-name'],
  ['/represented', 'law-their-code'],
  ['/basis', 'law-basis'],
  ['/scopes', 'law-scope-read_mail'],
  ['/ends_at', 'law-until'],
];

/** The field of a pointer the server named. */
export const lawFieldOf = (pointer: string): string => FIELDS.find(([start]) => pointer.startsWith(start))?.[1] ?? 'law-shown';
