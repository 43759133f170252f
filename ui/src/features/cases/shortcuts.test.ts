import { expect, test } from 'vitest';
import { commandOf, type Command } from './shortcuts';

const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, ...more });
function check(key: string, where: { writing: boolean; inList: boolean }, want: Command | undefined, more = {}) {
  expect(commandOf(press(key, more), where)).toBe(want);
}

test('letters move through the list and do nothing while somebody writes', () => {
  check('j', { writing: false, inList: false }, 'next');
  check('t', { writing: true, inList: false }, undefined);
  check('Escape', { writing: true, inList: false }, undefined);
});

test('arrows scroll the page unless the list has the focus', () => {
  check('ArrowDown', { writing: false, inList: true }, 'next');
  check('ArrowDown', { writing: false, inList: false }, undefined);
});

test('keys of the browser stay with the browser', () => check('t', { writing: false, inList: true }, undefined, { ctrlKey: true }));
