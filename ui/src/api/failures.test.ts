import { expect, test, vi } from 'vitest';

// The numbers a sentence would say.
vi.mock('../texts/index.svelte', () => ({ t: (_: string, { hours, minutes, seconds }: Record<string, number>) => [hours, minutes, seconds].join(':') }));

test('a blocked PIN is told with its own waiting time', async () => {
  const { describe } = await import('./failures');
  const { HostError } = await import('../host');
  expect(describe(new HostError('pin-blocked', '', 3600))).toMatchObject({ sentence: 'problem-pin-blocked', step: 'wait', seconds: 3600, args: { wait: '0:60:3600' } });
});

test('only the town says that nobody is signed in, not a proxy on the way', async () => {
  const { Failure } = await import('./failures');
  const refused = new Response(null, { status: 401 });
  expect(new Failure(undefined, refused).code).toBe('strange');
  const problem = { type: 'urn:rathaus:problem:not-signed-in', title: '', status: 401, request_id: '' };
  expect(new Failure(problem as never, refused).code).toBe('not-signed-in');
});

test('waiting is said in the unit people use', async () => {
  const { waitWords } = await import('./failures');
  expect(waitWords(30)).toBe('0:0:30');
  expect(waitWords(121)).toBe('0:3:121');
  expect(waitWords(86_400)).toBe('24:1440:86400');
});
