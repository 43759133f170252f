import { expect, test } from 'vitest';
import { giroCode, ibanWords, moneyWords } from './payment';

const action = { kind: 'pay', iban: 'DE02120300000000202051', payee: 'Stadt Erlenbrück', amount_cents: 18405, remittance: '5.0100.123\n456' } as const;

test('an IBAN is read in groups', () => {
  expect(ibanWords('DE02120300000000202051')).toBe('DE02 1203 0000 0000 2020 51');
  expect(ibanWords('DE02 1203 0000')).toBe('DE02 1203 0000');
});

test('money is said as people say it', () => {
  expect(moneyWords(18405)).toBe('184,05\u00a0€');
});

test('the code carries what a bank wants, a line each', () => {
  expect(giroCode(action, 'HS-1')).toBe('BCD\n002\n1\nSCT\n\nStadt Erlenbrück\nDE02120300000000202051\nEUR184.05\n\n\n5.0100.123 456');
  expect(giroCode({ ...action, iban: undefined }, '')).toBeUndefined();
  expect(giroCode({ ...action, amount_cents: 0 }, '')).toBeUndefined();
});

test('without a purpose of its own a payment names the reference, as on paper', () => {
  expect(giroCode({ ...action, remittance: ' ' }, 'HS-4711')?.endsWith('HS-4711')).toBe(true);
  expect(giroCode({ ...action, remittance: undefined }, 'HS-4711')?.endsWith('HS-4711')).toBe(true);
});
