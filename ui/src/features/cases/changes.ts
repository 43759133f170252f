// What colleagues did to a case while this clerk looked at it, in words.
import type { Status } from '../../api';
import type { DeskReport } from '../../api/desk';

export interface Change {
  /** Key of the sentence. */
  key: string;
  /** Who did it, or who has the case now. */
  name: string;
  status?: Status;
}

/** The changes from one look at a case to the next; what `me` did is no news. */
export function changesBetween(before: DeskReport, after: DeskReport, me: string | undefined): Change[] {
  const changes: Change[] = [];
  const [had, has] = [before.case.assignee ?? undefined, after.case.assignee ?? undefined];
  if (has && has.id !== had?.id && has.id !== me) changes.push({ key: 'cases-change-taken', name: has.display_name });
  if (had && !has && had.id !== me) changes.push({ key: 'cases-change-released', name: had.display_name });
  const known = new Set(before.entries.map((entry) => entry.id));
  for (const entry of after.entries) {
    if (known.has(entry.id) || entry.author?.id === me) continue;
    const name = entry.author?.display_name ?? '';
    if (entry.kind === 'status_changed' && entry.status) changes.push({ key: 'cases-change-status', name, status: entry.status });
    else if (entry.kind === 'answer_given') changes.push({ key: 'cases-change-answer', name });
    else if (entry.kind === 'note_written') changes.push({ key: 'cases-change-note', name });
  }
  return changes;
}
