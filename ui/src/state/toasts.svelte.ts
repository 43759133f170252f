// Short messages of the page itself ("Kopiert"). They are also said by the live region; nothing important lives only here.
export interface Toast {
  id: number;
  text: string;
  /** Where a click leads, if anywhere. */
  path?: string;
}

const SHOWN_MS = 8_000;
let next = 1;

export const toasts = $state<{ list: Toast[] }>({ list: [] });

export function toast(text: string, path?: string): void {
  const id = next;
  next += 1;
  toasts.list = [...toasts.list.slice(-2), { id, text, path }];
  window.setTimeout(() => dismiss(id), SHOWN_MS);
}

export function dismiss(id: number): void {
  toasts.list = toasts.list.filter((item) => item.id !== id);
}
