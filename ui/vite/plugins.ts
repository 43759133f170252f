import { readFileSync } from 'node:fs';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';

/**
 * Lucide's icons are data plus a wrapper that draws them element by element. Here each becomes a component with static markup: less code in
 * every page, nothing to do at run time. Icons are decoration, the word stands beside them: always hidden from screen readers.
 */
export function slimIcons(): Plugin {
  return {
    name: 'rathaus-slim-icons',
    enforce: 'pre',
    load(id) {
      if (!/@lucide\/svelte\/dist\/icons\/[\w-]+\.svelte$/.test(id)) return undefined;
      const found = /"node": (\[.*\]), "aliases"|"node": (\[.*\]) \};/.exec(readFileSync(id, 'utf8'));
      if (!found) throw new Error(`${id}: the shape of Lucide's icons has changed`);
      const node = JSON.parse(found[1] ?? found[2] ?? '[]') as [string, Record<string, string>][];
      const shapes = node.map(([tag, attributes]) => `<${tag} ${Object.entries(attributes).map(([name, value]) => `${name}="${value}"`).join(' ')} />`);
      return [
        '<script>let { size = 24, strokeWidth = 2, class: name } = $props();</script>',
        '<svg class={name} width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width={strokeWidth}',
        ` stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">${shapes.join('')}</svg>`,
      ].join('\n');
    },
  };
}

/** What the page's own small formatter understands (src/texts/format.ts). */
const UNDERSTOOD = new Set(['var', 'str', 'num', 'select']);

function check(pattern: unknown, where: string): void {
  if (Array.isArray(pattern)) for (const part of pattern) check(part, where);
  else if (typeof pattern === 'object' && pattern !== null) {
    const part = pattern as { type: string; selector?: unknown; variants?: { value: unknown }[] };
    if (!UNDERSTOOD.has(part.type)) throw new Error(`${where}: "${part.type}" of Fluent is not understood by src/texts/format.ts`);
    check(part.selector ?? [], where);
    for (const variant of part.variants ?? []) check(variant.value, where);
  }
}

/**
 * Catalogues are parsed when the UI is built: the page gets messages, not a parser. A message with a syntax error would silently be
 * missing in Fluent, so it ends the build here.
 */
export function fluentCatalogues(): Plugin {
  return {
    name: 'rathaus-fluent',
    enforce: 'pre',
    transform(source, id) {
      if (!id.endsWith('.ftl')) return undefined;
      const messages: Record<string, unknown> = {};
      for (const message of new FluentResource(source).body) {
        check(message.value, `${id}: ${message.id}`);
        messages[message.id] = message.value;
      }
      const written = [...source.matchAll(/^([a-z][a-z0-9-]*) *=/gm)].map((match) => match[1] ?? '');
      const lost = written.filter((key) => messages[key] === undefined || messages[key] === null);
      if (lost.length > 0) throw new Error(`${id}: not understood: ${lost.join(', ')}`);
      return { code: `export default ${JSON.stringify(messages)};`, map: null };
    },
  };
}

/** In development the desk's addresses get its own page, as the server does it (server/src/web.rs). */
export function deskPage(): Plugin {
  return {
    name: 'rathaus-desk-page',
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        const path = (request.url ?? '').split('?')[0] ?? '';
        if (/^\/desk(\/|$)/.test(path) && !/\.\w+$/.test(path)) request.url = '/staff.html';
        next();
      });
    },
  };
}
