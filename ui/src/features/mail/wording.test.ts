// What somebody agreed to must be found again years later: a wording that changed under the same version would be another consent.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';
import { LOCALES, type Locale } from '../../texts/locales';
import { sha256, WORDING_VERSION, wordingHash } from './wording';

const texts = join(import.meta.dirname, '..', '..', '..', 'texts');
/** Of the wording of each version, by language. Never change a line: add a version. */
const KNOWN: Record<string, Record<Locale, string>> = {
  '2026-11': {
    de: '00e979966fbaf6a9320566c970d17d1784dfda8655a556e4c2f5e2ee326fdcb1',
    'de-simple': 'cb1125400a85c1ee90c8affbf56e047a6d49578b8eb6329ed84e43c933311274',
    en: '360615062555c9d3242673103c3cf93cc5d91780e27e4028563ca96cd945ded6',
  },
};

function wordingOf(locale: Locale): string[] {
  const bundle = new FluentBundle(locale);
  bundle.addResource(new FluentResource(readFileSync(join(texts, locale, 'consent.ftl'), 'utf8')));
  return ['agree', 'served', 'revoke'].map((part) => bundle.formatPattern(bundle.getMessage(`consent-wording-${part}`)?.value ?? ''));
}

for (const locale of LOCALES) {
  test(`${locale}: the wording is the one of its version`, async () => {
    expect(await wordingHash(wordingOf(locale))).toBe(KNOWN[WORDING_VERSION]?.[locale]);
  });
}

test('the hash is the one that anybody else computes', async () => {
  expect(await sha256('Grüße')).toBe(createHash('sha256').update('Grüße', 'utf8').digest('hex'));
});
