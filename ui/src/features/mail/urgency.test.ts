import { expect, test } from 'vitest';
import { urgency } from './urgency';

const row = { unread: false, open_until: undefined, safe_until: undefined, reply_by: undefined };
const today = '2026-03-01';

test('an unread letter says until when it can be opened', () => {
  expect(urgency({ ...row, unread: true, open_until: '2026-03-05', safe_until: '2026-04-01' }, today)).toMatchObject({ key: 'mail-row-open-until', soon: true });
});

test('of two ends the one that comes first counts, and what is over comes last', () => {
  expect(urgency({ ...row, safe_until: '2026-04-01', reply_by: '2026-03-20' }, today)).toMatchObject({ key: 'mail-row-reply-by', soon: false });
  expect(urgency({ ...row, safe_until: '2026-03-08', reply_by: '2026-03-20' }, today)).toMatchObject({ key: 'mail-row-until', soon: true });
  expect(urgency({ ...row, safe_until: '2026-02-20', reply_by: '2026-03-20' }, today)).toMatchObject({ key: 'mail-row-reply-by' });
  expect(urgency({ ...row, safe_until: '2026-02-20' }, today)).toMatchObject({ key: 'mail-row-until-over', over: true });
  expect(urgency({ ...row, safe_until: today }, today)).toMatchObject({ over: false, soon: true });
  expect(urgency(row, today)).toBeUndefined();
});
