// The pure half of the router: which page belongs to an address.

/** `/meldung/:id` against `/meldung/42` gives `{ id: '42' }`; undefined when it does not fit. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const want = pattern.split('/').filter(Boolean);
  const have = path.split('/').filter(Boolean);
  if (want.length !== have.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, part] of want.entries()) {
    const value = have[at] ?? '';
    if (part.startsWith(':')) {
      try {
        params[part.slice(1)] = decodeURIComponent(value);
      } catch {
        return undefined;
      }
    } else if (part !== value) return undefined;
  }
  return params;
}

interface View {
  route: { path: string };
  params: Record<string, string>;
}

/** Whether both are the same page about the same thing. Compares what they say: objects that went through `$state` are never identical. */
export function sameView(a: View | undefined, b: View): boolean {
  return a?.route.path === b.route.path && JSON.stringify(a.params) === JSON.stringify(b.params);
}
