import { expect, test } from 'vitest';
import type { Report } from '../../api';
import { courseOf } from './course';

const at = '2026-11-22T10:00:00Z';

function check(report: Pick<Report, 'status' | 'timeline'>, want: string[]) {
  expect(courseOf(report).map((step) => `${step.state} ${step.title.replace('reports-', '')}`)).toEqual(want);
}

test('an open report shows what happened and what usually comes', () => {
  check({ status: 'received', timeline: [{ at, kind: 'report_filed' }] }, ['current status-received', 'next status-in_review', 'next status-in_progress', 'next status-done']);
  check(
    { status: 'in_progress', timeline: [{ at, kind: 'report_filed', status: 'received' }, { at, kind: 'status_changed', status: 'in_progress' }, { at, kind: 'answer_given', text: 'Soon' }] },
    ['done status-received', 'done status-in_progress', 'current step-answer', 'next status-done'],
  );
});

test('a closed report has nothing to come', () => {
  check({ status: 'done', timeline: [{ at, kind: 'report_filed' }, { at, kind: 'status_changed', status: 'done', text: 'Mended' }] }, ['done status-received', 'done status-done']);
  check({ status: 'rejected', timeline: [{ at, kind: 'status_changed', status: 'rejected' }] }, ['done status-rejected']);
});

test('what does not concern residents is left out', () => {
  check({ status: 'done', timeline: [{ at, kind: 'note_written' }] }, []);
});
