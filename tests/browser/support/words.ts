// The words on the screen, from the same catalogues the UI reads: who changes a word changes no test.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource, type FluentVariable } from '@fluent/bundle';
import { root } from './places';

export const LOCALES = ['de', 'de-simple', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

const TAGS: Record<Locale, string> = { de: 'de-DE', 'de-simple': 'de-DE', en: 'en-GB' };
const bundles = new Map<Locale, FluentBundle>();

function bundleOf(locale: Locale): FluentBundle {
  const known = bundles.get(locale);
  if (known) return known;
  const bundle = new FluentBundle(TAGS[locale], { useIsolating: false });
  const folder = join(root, 'ui/texts', locale);
  for (const file of readdirSync(folder)) {
    if (file.endsWith('.ftl')) bundle.addResource(new FluentResource(readFileSync(join(folder, file), 'utf8')));
  }
  bundles.set(locale, bundle);
  return bundle;
}

/** The text for a key, as the page shows it. */
export function say(key: string, args: Record<string, FluentVariable> = {}, locale: Locale = 'de'): string {
  const bundle = bundleOf(locale);
  const pattern = bundle.getMessage(key)?.value;
  if (!pattern) throw new Error(`No words for ${key} in ${locale}`);
  return bundle.formatPattern(pattern, args);
}

/** A pattern for a text whose arguments nobody knows before. */
export function about(key: string, ...names: string[]): RegExp {
  const mark = 'XxX';
  const text = say(key, Object.fromEntries(names.map((name) => [name, mark])));
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(mark, '.+'));
}
