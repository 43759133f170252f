import { expect, test } from 'vitest';
import { parseInline, parseMarkdown } from './markdown';

test('headings, paragraphs, lists and links are understood', () => {
  const blocks = parseMarkdown('# A\n\nOne\ntwo **bold**\n\n- x\n- y\n  z\n\n1. first');
  expect(blocks.map((block) => block.kind)).toEqual(['heading', 'paragraph', 'list', 'list']);
  expect(parseInline('see [us](https://example.org)!')).toEqual([
    { kind: 'text', text: 'see ' },
    { kind: 'link', text: 'us', href: 'https://example.org' },
    { kind: 'text', text: '!' },
  ]);
});

test('a link that could run something is only text', () => {
  for (const href of ['javascript:alert`1`', 'data:text/html,x', '//evil.example', 'http://plain.example', 'JAVASCRIPT:x']) {
    expect(parseInline(`[click](${href})`)).toEqual([{ kind: 'text', text: 'click' }]);
  }
});

test('no part of a line with brackets in its address becomes a link that runs', () => {
  expect(parseInline('[click](javascript:alert(1))').every((part) => part.kind === 'text')).toBe(true);
});

test('HTML stays text', () => {
  expect(parseMarkdown('<img src=x onerror=alert(1)>')).toEqual([
    { kind: 'paragraph', lines: [[{ kind: 'text', text: '<img src=x onerror=alert(1)>' }]] },
  ]);
});
