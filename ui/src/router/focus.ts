/** After a change of view: scroll up and move the focus to its heading, so that a screen reader starts at the new page. */
export function focusHeading(): void {
  window.scrollTo(0, 0);
  const heading = document.querySelector<HTMLElement>('main h1');
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}
