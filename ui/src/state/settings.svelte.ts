// How this reader wants to read: kept on the device, never sent anywhere.
import { isLocale, preferredLocale, setLocale, type Locale } from '../texts/index.svelte';

export const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];
export const CONTRASTS = ['normal', 'strong'] as const;
export type Contrast = (typeof CONTRASTS)[number];
export const TEXT_SIZES = ['normal', 'large', 'larger', 'largest'] as const;
export type TextSize = (typeof TEXT_SIZES)[number];

interface Settings {
  theme: Theme;
  contrast: Contrast;
  textSize: TextSize;
  locale: Locale;
}

const NAME = 'rathaus-settings';

function oneOf<T extends string>(values: readonly T[], value: unknown, otherwise: T): T {
  return values.includes(value as T) ? (value as T) : otherwise;
}

function stored(): Settings {
  let raw: Partial<Record<keyof Settings, unknown>> = {};
  try {
    raw = (JSON.parse(localStorage.getItem(NAME) ?? '{}') ?? {}) as typeof raw;
  } catch {
    // Damaged or forbidden storage: the defaults serve.
  }
  return {
    theme: oneOf(THEMES, raw.theme, 'auto'),
    contrast: oneOf(CONTRASTS, raw.contrast, 'normal'),
    textSize: oneOf(TEXT_SIZES, raw.textSize, 'normal'),
    locale: isLocale(raw.locale) ? raw.locale : preferredLocale(navigator.languages),
  };
}

export const settings = $state<Settings>(stored());

function apply(): void {
  const root = document.documentElement.dataset;
  if (settings.theme === 'auto') delete root.kernTheme;
  else root.kernTheme = settings.theme;
  if (settings.contrast === 'normal') delete root.contrast;
  else root.contrast = settings.contrast;
  if (settings.textSize === 'normal') delete root.text;
  else root.text = settings.textSize;
}

/** Changes and keeps one or more settings. */
export async function changeSettings(changes: Partial<Settings>): Promise<void> {
  Object.assign(settings, changes);
  apply();
  try {
    localStorage.setItem(NAME, JSON.stringify(settings));
  } catch {
    // Kept until the page is closed.
  }
  if (changes.locale) await setLocale(changes.locale);
}

/** Before the first page is drawn. */
export async function startSettings(): Promise<void> {
  apply();
  await setLocale(settings.locale);
}
