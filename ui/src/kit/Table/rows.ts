// Tables whose rows lead somewhere: the link in the row is for keyboards, the whole row a target for the mouse.

/** Roles are written out, because narrow screens lay the rows out as blocks and browsers would drop the table then. */
export const as = (role: 'table' | 'rowgroup' | 'row' | 'columnheader' | 'rowheader' | 'cell') => ({ role });

/** Whether a click on a row means the row: not its link, and not the end of selecting words in it. */
export function meansRow(event: MouseEvent): boolean {
  return !event.defaultPrevented && !(event.target as Element).closest('a') && !window.getSelection()?.toString();
}
