// Which letters a mailbox shows, as it stands in the address. German names, because people read addresses aloud.
import type { LetterBox, LetterKind } from '../../api/mail';

export interface MailFilter {
  box: LetterBox;
  unread: boolean;
  starred: boolean;
  deadline: boolean;
  office: string;
  year: string;
  kind: string;
  q: string;
}

export const KINDS: readonly LetterKind[] = ['decision', 'invoice', 'request', 'reminder', 'info', 'receipt'];

export const NO_FILTER: MailFilter = { box: 'inbox', unread: false, starred: false, deadline: false, office: '', year: '', kind: '', q: '' };

const NAMES = { box: 'ablage', unread: 'ungelesen', starred: 'gemerkt', deadline: 'frist', office: 'amt', year: 'jahr', kind: 'art', q: 'suche' } as const;
const BOXES: Partial<Record<string, LetterBox>> = { archiv: 'archive', alle: 'all' };
const BOX_WORDS: Record<LetterBox, string> = { inbox: '', archive: 'archiv', all: 'alle' };

export function filterOf(search: URLSearchParams): MailFilter {
  const of = (name: string) => search.get(name) ?? '';
  const kind = of(NAMES.kind);
  const year = of(NAMES.year);
  return {
    box: BOXES[of(NAMES.box)] ?? 'inbox',
    unread: of(NAMES.unread) === '1',
    starred: of(NAMES.starred) === '1',
    deadline: of(NAMES.deadline) === '1',
    office: of(NAMES.office),
    year: /^\d{4}$/.test(year) ? year : '',
    kind: (KINDS as readonly string[]).includes(kind) ? kind : '',
    q: of(NAMES.q),
  };
}

/** The parameters of the address for a filter; empty ones are left out. */
export function queryOf(filter: MailFilter): Record<string, string> {
  const flag = (on: boolean) => (on ? '1' : '');
  return {
    [NAMES.box]: BOX_WORDS[filter.box],
    [NAMES.unread]: flag(filter.unread),
    [NAMES.starred]: flag(filter.starred),
    [NAMES.deadline]: flag(filter.deadline),
    [NAMES.office]: filter.office,
    [NAMES.year]: filter.year,
    [NAMES.kind]: filter.kind,
    [NAMES.q]: filter.q,
  };
}

/** Whether it hides letters of its box. */
export function isFiltered(filter: MailFilter): boolean {
  return filter.unread || filter.starred || filter.deadline || Boolean(filter.office || filter.year || filter.kind || filter.q);
}
