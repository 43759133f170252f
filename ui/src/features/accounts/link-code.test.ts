import { expect, test } from 'vitest';
import { scannedCode } from './link-code';

test('a torn address is a wrong code, not a broken page', () => {
  expect(scannedCode('ABCD-2345')).toBe('ABCD-2345');
  expect(scannedCode('ABCD%202345')).toBe('ABCD 2345');
  expect(scannedCode('%')).toBe('%');
});
