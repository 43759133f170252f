import { FluentBundle, FluentResource } from '@fluent/bundle';
import { expect, test } from 'vitest';
import { format, type Pattern, type TextArgs } from './format';

const rules = { number: new Intl.NumberFormat('de-DE'), plural: new Intl.PluralRules('de-DE') };

/** Our formatter says what Fluent's own runtime says. */
function check(source: string, args: TextArgs) {
  const resource = new FluentResource(source);
  const bundle = new FluentBundle('de-DE', { useIsolating: false });
  bundle.addResource(resource);
  const pattern = resource.body[0]?.value;
  if (!pattern) throw new Error('no pattern');
  expect(format(pattern as Pattern, args, rules)).toBe(bundle.formatPattern(pattern, args));
}

test('plain text, variables and several lines are said as Fluent says them', () => {
  check('a = Guten Tag', {});
  check('a = Guten Tag, { $name }!', { name: 'Mira' });
  check('a =\n    one\n\n    two { $name }', { name: 'x' });
  check('a = { "{" }{ $count }', { count: 12345.5 });
});

test('choices by number, by plural form and by word are the same', () => {
  const source = 'a = { $count ->\n    [0] none\n    [one] 1 thing\n   *[other] { $count } things\n} left';
  for (const count of [0, 1, 2, 11, 1000]) check(source, { count });
  const words = 'a = { $who ->\n    [staff] Clerk\n   *[other] Resident\n}';
  for (const who of ['staff', 'nobody']) check(words, { who });
});
