// A late answer to an older question.
import { expect, test, vi } from 'vitest';
import { ask, turn, onSessionEnded } from './index';

vi.mock('../host', () => ({ host: () => Promise.resolve({}) }));
vi.mock('../texts/index.svelte', () => ({ t: (key: string) => key }));

const refused = { error: { type: 'urn:rathaus:problem:not-signed-in' }, response: new Response(null, { status: 401 }) };

test('an answer from before somebody signed in does not end the new session', async () => {
  const ended = vi.fn();
  onSessionEnded(ended);
  let settle: (answer: typeof refused) => void = () => undefined;
  const late = ask(new Promise<typeof refused>((resolve) => (settle = resolve)));
  turn.now += 1;
  settle(refused);
  await expect(late).rejects.toMatchObject({ code: 'not-signed-in' });
  expect(ended).not.toHaveBeenCalled();
  await expect(ask(Promise.resolve(refused))).rejects.toMatchObject({ code: 'not-signed-in' });
  expect(ended).toHaveBeenCalledOnce();
});
