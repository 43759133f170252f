// The words of the law: complete for every code that the crate can answer, in every language.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@fluent/syntax';
import { expect, test } from 'vitest';
import { LOCALES } from '../../texts/locales';
import { daysBetween, todayInGermany } from './day';
import { isSure, statuteWords, stepsOf } from './explain';
import { acts, keys } from './law.json';

const texts = join(import.meta.dirname, '..', '..', '..', 'texts');

for (const locale of LOCALES) {
  test(`${locale} has words for every code of the law`, () => {
    const body = parse(readFileSync(join(texts, locale, 'law.ftl'), 'utf8'), {}).body;
    const known = new Set(body.flatMap((entry) => (entry.type === 'Message' && entry.value ? [entry.id.name] : [])));
    expect(keys.filter((key) => !known.has(key))).toEqual([]);
  });
}

test('every act has a name, and those with articles say so', () => {
  expect(acts.vwvfg).toEqual({ name: 'VwVfG', articles: false });
  expect(acts.holidays_by.articles).toBe(true);
  expect(Object.values(acts).filter(({ name }) => name.trim() === '')).toEqual([]);
  // No catalogue is loaded here: the key says which sentence was chosen.
  expect(statuteWords({ act: 'vwvfg', section: '41', paragraph: '2a' })).toBe('law-statute-paragraph');
  expect(statuteWords({ act: 'holidays_by', section: '1' })).toBe('law-statute-article');
});

test('only the steps to the day that the resident is shown are told', () => {
  const step = { code: 'period_ends', on: '2026-03-02', period: { unit: 'months', amount: 1 } } as const;
  const explanation = { regime: 'retrieval_vwvfg', service: { act: 'vwvfg', section: '41' }, period: { act: 'vwgo', section: '70' }, steps: [step], latest_steps: [step, step], doubts: [] } as const;
  const told = stepsOf(explanation as unknown as Parameters<typeof stepsOf>[0]);
  expect(told).toHaveLength(1);
  expect(told[0]?.day).toBe('Montag, 2. März 2026');
});

test('a doubt is told, and what is sure is not doubted', () => {
  const sure = { regime: 'retrieval_vwvfg', service: { act: 'vwvfg', section: '41' }, period: { act: 'vwgo', section: '70' }, steps: [] };
  const check = (more: object) => isSure({ ...sure, ...more } as Parameters<typeof isSure>[0]);
  expect(check({})).toBe(true);
  expect(check({ doubts: ['day_of_service'], latest_steps: [{}] })).toBe(false);
  // It may never become final: there is a doubt, but no later end.
  expect(check({ doubts: ['notice_missing'] })).toBe(false);
});

test('a day is a day of the calendar in Germany', () => {
  expect(todayInGermany(Date.parse('2026-03-28T23:30:00Z'))).toBe('2026-03-29');
  expect(daysBetween('2026-03-28', '2026-03-30')).toBe(2);
  expect(daysBetween('2026-10-26', '2026-10-24')).toBe(-2);
});
