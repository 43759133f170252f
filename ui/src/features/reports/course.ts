// What happened to a report, as steps for the timeline: the past from the server, then what usually comes.
import type { Report, Status, TimelineStep } from '../../api';

export interface CourseStep {
  /** Key of the title. */
  title: string;
  at?: string;
  office?: string;
  text?: string;
  state: 'done' | 'current' | 'next';
}

const WAY: readonly Status[] = ['received', 'in_review', 'in_progress', 'done'];

function titleOf(step: TimelineStep): string | undefined {
  if (step.status) return `reports-status-${step.status}`;
  if (step.kind === 'report_filed') return 'reports-status-received';
  if (step.kind === 'answer_given') return 'reports-step-answer';
  if (step.kind === 'case_taken') return 'reports-step-taken';
  if (step.kind === 'link_revoked') return 'reports-step-link-revoked';
  return undefined;
}

/** The steps of a report, oldest first. The last thing that happened is current while the town hall works on it. */
export function courseOf(report: Pick<Report, 'status' | 'timeline'>): CourseStep[] {
  const past: CourseStep[] = [];
  for (const step of report.timeline) {
    const title = titleOf(step);
    if (title) past.push({ title, at: step.at, office: step.office ?? undefined, text: step.text ?? undefined, state: 'done' });
  }
  const last = past.at(-1);
  const at = WAY.indexOf(report.status);
  const open = at >= 0 && report.status !== 'done';
  if (last && open) last.state = 'current';
  const next = open ? WAY.slice(at + 1).map((status): CourseStep => ({ title: `reports-status-${status}`, state: 'next' })) : [];
  return [...past, ...next];
}
