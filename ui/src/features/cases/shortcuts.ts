// Keys of the queue. They never work while somebody writes, and they can be switched off (WCAG 2.2, 2.1.4).
export type Command = 'next' | 'previous' | 'search' | 'take' | 'help' | 'answer' | 'note' | 'close';

const KEYS: Record<string, Command> = { j: 'next', k: 'previous', '/': 'search', t: 'take', '?': 'help', a: 'answer', n: 'note', Escape: 'close' };

/** Shown in the help, in this order. */
export const SHORTCUTS: readonly { keys: readonly string[]; text: string }[] = [
  { keys: ['j', 'k'], text: 'cases-keys-move' },
  { keys: ['↓', '↑'], text: 'cases-keys-arrows' },
  { keys: ['Enter'], text: 'cases-keys-open' },
  { keys: ['Esc'], text: 'cases-keys-close' },
  { keys: ['/'], text: 'cases-keys-search' },
  { keys: ['t'], text: 'cases-keys-take' },
  { keys: ['a'], text: 'cases-keys-answer' },
  { keys: ['n'], text: 'cases-keys-note' },
  { keys: ['?'], text: 'cases-keys-help' },
];

interface Press {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  defaultPrevented: boolean;
}

/** What a key press asks for. `writing`: in a field; `inList`: the focus is on a row or nowhere. */
export function commandOf(press: Press, where: { writing: boolean; inList: boolean }): Command | undefined {
  if (press.defaultPrevented || press.ctrlKey || press.metaKey || press.altKey || where.writing) return undefined;
  if (where.inList && press.key === 'ArrowDown') return 'next';
  if (where.inList && press.key === 'ArrowUp') return 'previous';
  return KEYS[press.key];
}
