// The server's reasons are English and for the log; a clerk reads what it means and what she can do.
const REASONS: readonly [RegExp, string][] = [
  [/not an e-mail address/, 'cases-reason-address'],
  [/refuses the e-mail for good/, 'cases-reason-refused'],
  [/timeout|no connection|asked to come back|cannot take the e-mail now/, 'cases-reason-later'],
  [/TLS|settings|certificate|authentication/i, 'cases-reason-settings'],
];

/** Key of the sentence for a failed job. */
export function reasonKey(reason: string): string {
  return REASONS.find(([pattern]) => pattern.test(reason))?.[1] ?? 'cases-reason-unknown';
}

/** Key of the words for what a job does. */
export function jobKey(kind: string): string {
  if (kind === 'report_received') return 'cases-job-received';
  if (kind === 'case_changed') return 'cases-job-changed';
  return 'cases-job-other';
}
