// How long somebody waits between the finger on the sensor and a page that can be read, in the browser.
import { test } from './support/test';
import { say } from './support/words';

const RUNS = 9;

test('from the sensor to the readable page', async ({ resident, guest }) => {
  test.slow();
  let before = await resident('Maja Messung');
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const next = await guest();
    await next.givePasskeys();
    await before.carryPasskeysTo(next);
    before = next;
    await next.open('/ich');
    const room = next.page.getByRole('heading', { name: say('accounts-rooms') });
    const button = next.button(say('accounts-sign-in'));
    await button.focus();
    const begun = performance.now();
    await next.page.keyboard.press('Enter');
    await room.waitFor();
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  const [median, most] = [times[RUNS >> 1] ?? 0, times[RUNS - 1] ?? 0];
  console.log(`from the sensor to the readable page, browser: ${median.toFixed(0)} ms (at most ${most.toFixed(0)} ms)`);
});
