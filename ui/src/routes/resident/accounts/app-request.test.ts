import { expect, test } from 'vitest';
import { appRequest, refusal } from './app-request';

const good = { code_challenge: 'a'.repeat(43), redirect_uri: 'http://127.0.0.1:49152/signed-in', state: 'x-1._~' };
const read = (changes: Record<string, string>) => appRequest(new URLSearchParams({ ...good, ...changes }));

test('a request of the app leads back to this device', () => {
  expect(read({})).toEqual(good);
  for (const home of ['http://[::1]:8123/x', 'de.rathaus.app:/signed-in']) expect(read({ redirect_uri: home })?.redirect_uri).toBe(home);
  expect(refusal(good)).toBe('http://127.0.0.1:49152/signed-in?error=access_denied&state=x-1._~');
});

test('nothing else is believed', () => {
  const homes = ['', 'https://127.0.0.1:49152/', 'http://localhost:49152/', 'http://127.0.0.1/', 'http://127.0.0.1:49152@evil.example/', 'http://evil.example:49152/', 'http://127.0.0.1:49152/?a=b', 'http://127.0.0.1:49152\\@evil.example/', 'javascript:alert(1)', 'de.rathaus.app:/elsewhere', 'http://127.0.0.1:49152/\nx'];
  for (const redirect_uri of homes) expect(read({ redirect_uri }), redirect_uri).toBeUndefined();
  expect(read({ code_challenge: 'short' })).toBeUndefined();
  expect(read({ state: 'a b' })).toBeUndefined();
  expect(read({ code_challenge_method: 'plain' })).toBeUndefined();
});
