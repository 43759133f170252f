// The words of the town hall: complete in every locale, all of them used, and no word hidden in a component.
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse as parseFluent, Visitor, type Entry, type VariableReference } from '@fluent/syntax';
import { parse as parseSvelte } from 'svelte/compiler';
import { describe, expect, test } from 'vitest';
import { LOCALES } from './locales';

const ui = join(import.meta.dirname, '..', '..');
const house = join(ui, '..');

function filesUnder(folder: string, endings: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/[\\/](node_modules|target|dist)[\\/]/.test(path));
}

interface Message {
  slice: string;
  variables: string[];
}

class Variables extends Visitor {
  names = new Set<string>();
  override visitVariableReference(node: VariableReference): void {
    this.names.add(node.id.name);
  }
}

function catalogue(locale: string): Map<string, Message> {
  const messages = new Map<string, Message>();
  for (const path of filesUnder(join(ui, 'texts', locale), /\.ftl$/)) {
    const slice = path.replace(/^.*[\\/]|\.ftl$/g, '');
    for (const entry of parseFluent(readFileSync(path, 'utf8'), {}).body as Entry[]) {
      expect(entry.type, `${path} has a line that is not Fluent`).not.toBe('Junk');
      if (entry.type !== 'Message') continue;
      const found = new Variables();
      found.visit(entry);
      expect(messages.has(entry.id.name), `${entry.id.name} stands twice in ${locale}`).toBe(false);
      messages.set(entry.id.name, { slice, variables: [...found.names].sort() });
    }
  }
  return messages;
}

const catalogues = new Map(LOCALES.map((locale) => [locale, catalogue(locale)]));
const german = catalogues.get('de') ?? new Map<string, Message>();

/** Keys as they stand in code: whole, or the beginning of a template literal (`status-${…}`). */
function usedKeys(): { whole: Set<string>; prefixes: string[] } {
  const rooms = ['ui/src', 'server/src', 'client/src', 'src-tauri/src'].map((room) => join(house, room));
  const source = rooms
    .flatMap((room) => {
      try {
        return filesUnder(room, /\.(svelte|ts|rs)$/);
      } catch {
        return [];
      }
    })
    .filter((path) => !/\.test\.ts$|schema\.ts$/.test(path))
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const whole = new Set([...source.matchAll(/['"`]([a-z]+(?:-[a-z0-9]+)+)['"`]/g)].map((match) => match[1] ?? ''));
  // What the law crate may answer is asked for by its code.
  for (const key of (JSON.parse(readFileSync(join(ui, 'src/features/mail/law.json'), 'utf8')) as { keys: string[] }).keys) whole.add(key);
  const prefixes = [...source.matchAll(/[`"]([a-z]+(?:-[a-z0-9]+)*-)(?:\$\{|\{)/g)].map((match) => match[1] ?? '');
  return { whole, prefixes: [...new Set(prefixes)] };
}

describe('the catalogues', () => {
  for (const locale of LOCALES.slice(1)) {
    test(`${locale} says everything that German says, with the same variables`, () => {
      const other = catalogues.get(locale) ?? new Map<string, Message>();
      expect([...german.keys()].filter((key) => !other.has(key)), 'missing').toEqual([]);
      expect([...other.keys()].filter((key) => !german.has(key)), 'unknown in German').toEqual([]);
      for (const [key, message] of german) {
        expect(other.get(key)?.slice, `${key}: file`).toBe(message.slice);
        const foreign = (other.get(key)?.variables ?? []).filter((name) => !message.variables.includes(name));
        expect(foreign, `${key}: variables that German does not know`).toEqual([]);
      }
    });
  }

  test('every key begins with the name of its slice', () => {
    expect([...german].filter(([key, { slice }]) => !key.startsWith(`${slice}-`)).map(([key]) => key)).toEqual([]);
  });

  test('every key is used somewhere in the house', () => {
    const { whole, prefixes } = usedKeys();
    // Letters and e-mails are named by their beginning: the server adds which part of it.
    const begun = (key: string) => whole.has(key.replace(/-(?:subject|before|after|body)$/, ''));
    const unused = [...german.keys()].filter((key) => !whole.has(key) && !begun(key) && !prefixes.some((prefix) => key.startsWith(prefix)));
    expect(unused).toEqual([]);
  });

  test('every key that the pages ask for exists', () => {
    const missing: string[] = [];
    for (const path of filesUnder(join(ui, 'src'), /\.(svelte|ts)$/)) {
      for (const match of readFileSync(path, 'utf8').matchAll(/\bt\(\s*['"]([^'"]+)['"]/g)) {
        if (!german.has(match[1] ?? '')) missing.push(`${relative(ui, path)}: ${match[1]}`);
      }
    }
    expect(missing).toEqual([]);
  });
});

interface Node {
  type: string;
  name?: string;
  data?: string;
  value?: unknown;
  [key: string]: unknown;
}

/** Attributes that a person hears or reads. */
const SPOKEN = new Set(['aria-label', 'aria-description', 'alt', 'title', 'placeholder', 'label', 'hint', 'legend', 'text', 'lead', 'term']);
const HAS_LETTERS = /\p{L}{2,}/u;

function literalsIn(node: unknown, found: string[]): void {
  if (Array.isArray(node)) {
    for (const item of node) literalsIn(item, found);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, name, data, value } = node as Node;
  if (type === 'Text' && HAS_LETTERS.test(data ?? '')) found.push((data ?? '').trim());
  if (type === 'Attribute') {
    const parts = (Array.isArray(value) ? value : []) as Node[];
    if (SPOKEN.has(name ?? '')) for (const part of parts) if (part.type === 'Text' && HAS_LETTERS.test(part.data ?? '')) found.push(`${name}="${part.data}"`);
    return;
  }
  for (const [key, child] of Object.entries(node)) if (key !== 'parent') literalsIn(child, found);
}

// Parses every component: on a busy machine that takes longer than the usual five seconds.
test('no component contains words of its own', { timeout: 60_000 }, () => {
  const hidden: string[] = [];
  for (const path of filesUnder(join(ui, 'src'), /\.svelte$/)) {
    const found: string[] = [];
    literalsIn(parseSvelte(readFileSync(path, 'utf8'), { modern: true }).fragment, found);
    hidden.push(...found.map((words) => `${relative(ui, path)}: ${words}`));
  }
  expect(hidden).toEqual([]);
});
