import { expect, test } from 'vitest';
import { partsOf } from '../../kit/DateField/date';
import { lastDay, periodOf } from './substitution';

const NOW = new Date(2026, 10, 22, 12).getTime();
const period = (from: string, until: string) => periodOf(partsOf(from), partsOf(until), NOW);

test('a substitution lasts until the end of its last day', () => {
  const found = period('2026-11-22', '2026-11-22');
  expect(found).toEqual({ starts_at: new Date(2026, 10, 22).toISOString(), ends_at: new Date(2026, 10, 23).toISOString() });
  expect(new Date(lastDay((found as { ends_at: string }).ends_at)).getDate()).toBe(22);
});

test('what cannot be is said at the field it belongs to', () => {
  expect(period('', '2026-11-30')).toEqual({ from: 'colleagues-date-wrong' });
  expect(period('2026-11-30', '2026-02-31')).toEqual({ until: 'colleagues-date-wrong' });
  expect(period('2026-11-30', '2026-11-29')).toEqual({ until: 'colleagues-until-before' });
  expect(period('2026-11-01', '2026-11-21')).toEqual({ until: 'colleagues-until-past' });
  expect(period('2026-12-01', '2027-12-02')).toEqual({ until: 'colleagues-until-far' });
});
