// Short messages of the page itself ("Kopiert"), one at a time. They are also said by the live region; nothing important lives only here.
export interface Toast {
  id: number;
  text: string;
  /** Where a click leads, if anywhere. */
  path?: string;
}

const SHOWN_MS = 8_000;
let next = 1;
let timer: ReturnType<typeof setTimeout> | undefined;
let waiting: Toast | undefined;

export const toasts = $state<{ current: Toast | undefined }>({ current: undefined });

function show(item: Toast | undefined): void {
  clearTimeout(timer);
  toasts.current = item;
  // What leads somewhere stays until somebody goes there or closes it.
  if (item && item.path === undefined) timer = setTimeout(() => dismiss(item.id), SHOWN_MS);
}

/** While it is read or has the focus it does not go away. */
export function hold(held: boolean): void {
  clearTimeout(timer);
  const { current } = toasts;
  if (!held && current && current.path === undefined) timer = setTimeout(() => dismiss(current.id), SHOWN_MS);
}

/** What the person just did is told at once; news from elsewhere (with a path) waits until that was read. */
export function toast(text: string, path?: string): void {
  const item: Toast = { id: next, text, path };
  next += 1;
  const { current } = toasts;
  if (path !== undefined && current && current.path === undefined) {
    waiting = item;
    return;
  }
  if (path === undefined && current?.path !== undefined) waiting = current;
  show(item);
}

export function dismiss(id: number): void {
  if (toasts.current?.id !== id) return;
  const after = waiting;
  waiting = undefined;
  show(after);
}
