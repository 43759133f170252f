/** The locales a resident can choose. `de-simple` is Leichte Sprache: a locale of its own, written and not translated. */
export const LOCALES = ['de', 'de-simple', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** Shown where a text is missing in the chosen locale; a test makes sure that this never happens in a release. */
export const FALLBACK: Locale = 'de';

/** What `<html lang>` says: a registered language tag (BCP 47), so that a screen reader picks the right voice. */
export const LANGUAGE_TAG: Record<Locale, string> = { de: 'de', 'de-simple': 'de-simple', en: 'en' };

/** The locale for dates and numbers; `de-simple` speaks German there. */
export const FORMAT_TAG: Record<Locale, string> = { de: 'de-DE', 'de-simple': 'de-DE', en: 'en-GB' };

export function isLocale(value: unknown): value is Locale {
  return typeof value === 'string' && (LOCALES as readonly string[]).includes(value);
}

/** The first wish of the browser that we can fulfil. */
export function preferredLocale(wishes: readonly string[]): Locale {
  for (const wish of wishes) {
    const lower = wish.toLowerCase();
    if (isLocale(lower)) return lower;
    const short = lower.split('-')[0];
    if (isLocale(short)) return short;
  }
  return FALLBACK;
}
