import { resolve } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import type { Plugin } from 'vite';

/** Lucide's icons are data plus a wrapper of 14 kB; the data is what we want. */
export function slimIcons(): Plugin {
  return {
    name: 'rathaus-slim-icons',
    enforce: 'pre',
    resolveId(source, importer) {
      if (source !== '../Icon.svelte' || !importer?.includes('/@lucide/svelte/dist/icons/')) return undefined;
      return resolve(import.meta.dirname, '../src/kit/Icon/Icon.svelte');
    },
  };
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
      for (const message of new FluentResource(source).body) messages[message.id] = message.value;
      const written = [...source.matchAll(/^([a-z][a-z0-9-]*) *=/gm)].map((match) => match[1] ?? '');
      const lost = written.filter((key) => messages[key] === undefined || messages[key] === null);
      if (lost.length > 0) throw new Error(`${id}: not understood: ${lost.join(', ')}`);
      return { code: `export default ${JSON.stringify(messages)};`, map: null };
    },
  };
}
