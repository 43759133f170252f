import { expect, test } from 'vitest';
import type { DeskReport, Entry } from '../../api/desk';
import { changesBetween } from './changes';

const anna = { id: 'a', display_name: 'Anna' };
const ben = { id: 'b', display_name: 'Ben' };
const look = (assignee: typeof anna | null, entries: Partial<Entry>[] = []) => ({ case: { assignee }, entries }) as unknown as DeskReport;

test('what a colleague did is named with her and the new status', () => {
  const after = look(ben, [{ id: '1', kind: 'status_changed', status: 'in_progress', author: ben }]);
  expect(changesBetween(look(null), after, 'a')).toEqual([
    { key: 'cases-change-taken', name: 'Ben' },
    { key: 'cases-change-status', name: 'Ben', status: 'in_progress' },
  ]);
});

test('what one did oneself is no news', () => {
  expect(changesBetween(look(null), look(anna, [{ id: '1', kind: 'note_written', author: anna }]), 'a')).toEqual([]);
});

test('a colleague who lets go is news', () => {
  expect(changesBetween(look(ben), look(null), 'a')).toEqual([{ key: 'cases-change-released', name: 'Ben' }]);
});
