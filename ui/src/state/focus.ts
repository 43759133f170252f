// What was pressed is gone: what took its place gets the focus, so that nobody who cannot see it starts at the top again.
import { tick } from 'svelte';
import { focusHeading } from '../router';

/** Moves the focus once the page has changed: to the first of these elements that is there, or to the page's heading. */
export async function focusOn(...ids: string[]): Promise<void> {
  await tick();
  for (const id of ids) {
    const found = document.getElementById(id);
    if (!found) continue;
    if (found.tabIndex < 0 && !found.hasAttribute('tabindex')) found.tabIndex = -1;
    return found.focus();
  }
  focusHeading();
}

/** Moves the focus to the first wrong field of a form; fields say so themselves. */
export async function focusWrong(form: HTMLElement): Promise<void> {
  await tick();
  form.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
}
