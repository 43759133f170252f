// Puts a parsed Fluent pattern into words. The whole of Fluent's runtime is three times this and the catalogues use four of its parts:
// text, variables, literals, and choices by number or by word. The build refuses the rest (vite/plugins.ts).

export type TextArgs = Record<string, string | number>;

interface Variant {
  key: Expression;
  value: Pattern;
}
type Expression =
  | { type: 'var'; name: string }
  | { type: 'str'; value: string }
  | { type: 'num'; value: number; precision: number }
  | { type: 'select'; selector: Expression; variants: Variant[]; star: number };

/** As the Fluent parser leaves it: text, or text with expressions between. */
export type Pattern = string | (string | Expression)[];

export interface Rules {
  number: Intl.NumberFormat;
  plural: Intl.PluralRules;
}

function valueOf(expression: Expression, args: TextArgs): string | number {
  if (expression.type === 'var') return args[expression.name] ?? `{$${expression.name}}`;
  return expression.type === 'select' ? '' : expression.value;
}

function choose(expression: Extract<Expression, { type: 'select' }>, args: TextArgs, rules: Rules): Pattern {
  const wanted = valueOf(expression.selector, args);
  const fits = ({ key }: Variant) => {
    const value = valueOf(key, args);
    return value === wanted || (typeof wanted === 'number' && value === rules.plural.select(wanted));
  };
  // An exact number wins over its plural form when it stands first, as Fluent has it.
  const variant = expression.variants.find(fits) ?? expression.variants[expression.star];
  return variant?.value ?? '';
}

export function format(pattern: Pattern, args: TextArgs, rules: Rules): string {
  if (typeof pattern === 'string') return pattern;
  return pattern
    .map((part) => {
      if (typeof part === 'string') return part;
      if (part.type === 'select') return format(choose(part, args, rules), args, rules);
      const value = valueOf(part, args);
      return typeof value === 'number' ? rules.number.format(value) : value;
    })
    .join('');
}
