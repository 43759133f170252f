// A small history router: pages are loaded when they are first visited, together with their words.
import type { Component } from 'svelte';
import { pageAnswers } from '../api/pages';
import { needTexts } from '../texts/index.svelte';
import { matchPath, sameView } from './match';

export interface PageProps {
  params: Record<string, string>;
}

export interface Route {
  /** `/meldung/:id` */
  path: string;
  /** Key of the page's title: `<title>`, and what a screen reader hears first. */
  title: string;
  /** Which item of the navigation is current. */
  nav?: string;
  /** Routes of one room share a page: it stays mounted and gets other parameters (a list with something open beside it). */
  room?: string;
  /** Multi-step forms hide the bottom bar: nothing next to "Weiter" may be hit by mistake. */
  quiet?: boolean;
  texts: readonly string[];
  /** `never`: a page that takes no parameters fits as well. */
  load: () => Promise<{ default: Component<never> }>;
}

/** Routes that are fetched with the first visit of one of them. */
export interface LaterRoutes {
  /** Whether an address may be one of them. */
  fits: (path: string) => boolean;
  load: () => Promise<readonly Route[]>;
}

interface Shown {
  route: Route;
  params: Record<string, string>;
  Page: Component<PageProps>;
  /** Counts visits, so that the frame notices each change of page. */
  visit: number;
}

const state = $state<{ path: string; search: string; hash: string; failed: boolean; loading: boolean }>({
  path: location.pathname,
  search: location.search,
  hash: location.hash,
  failed: false,
  loading: true,
});
// Raw: a proxy of a route is never the route itself.
let shown = $state.raw<Shown>();
let table: readonly Route[] = [];
let later: LaterRoutes | undefined;
let fallback: Route | undefined;
let turn = 0;

/** Where we are. Read it in templates and effects; it is reactive. */
export const here = {
  get path() {
    return state.path;
  },
  get search() {
    return new URLSearchParams(state.search);
  },
  get hash() {
    return state.hash;
  },
  get shown() {
    return shown;
  },
  get failed() {
    return state.failed;
  },
  get loading() {
    return state.loading;
  },
};

function known(path: string): { route: Route; params: Record<string, string> } | undefined {
  for (const route of table) {
    const params = matchPath(route.path, path);
    if (params) return { route, params };
  }
  return undefined;
}

/** Fetches the other routes where the address may be one of them. Answers whether it did not fail. */
async function fetchLater(): Promise<boolean> {
  const waiting = later;
  if (!waiting?.fits(location.pathname) || known(location.pathname)) return true;
  const mine = ++turn;
  state.loading = true;
  try {
    const routes = await waiting.load();
    if (later === waiting) table = [...table, ...routes];
    later = undefined;
    return mine === turn;
  } catch {
    if (mine === turn) {
      state.loading = false;
      state.failed = true;
    }
    return false;
  }
}

async function show(samePage: boolean): Promise<void> {
  state.path = location.pathname;
  state.search = location.search;
  state.hash = location.hash;
  if (later && !(await fetchLater())) return;
  const found = known(location.pathname) ?? (fallback && { route: fallback, params: {} });
  if (!found) return;
  // Only the query changed (a step of a form, a filter): the page stays and reads `here.search`.
  const stays = samePage && sameView(shown, found);
  const room = found.route.room;
  if (shown && (stays || (room !== undefined && shown.route.room === room))) {
    // Another page may have been on its way, or have failed to come: it is not wanted any more.
    turn += 1;
    state.loading = false;
    state.failed = false;
    if (!stays) shown = { ...shown, ...found };
    return;
  }
  const mine = ++turn;
  state.loading = true;
  try {
    const [module] = await Promise.all([found.route.load(), needTexts(...found.route.texts)]);
    if (mine !== turn) return;
    shown = { ...found, Page: module.default as unknown as Component<PageProps>, visit: mine };
    state.failed = false;
  } catch {
    if (mine === turn) state.failed = true;
  } finally {
    if (mine === turn) state.loading = false;
  }
}

/** Goes to a path of ours, for example `/meldung/42?schritt=ort`. */
export function navigate(to: string, options: { replace?: boolean } = {}): Promise<void> {
  const url = new URL(to, location.href);
  if (url.origin !== location.origin) return Promise.resolve();
  const samePath = url.pathname === location.pathname;
  if (url.pathname === '/ich') wayBack = { path: location.pathname + location.search, hash: location.hash };
  if (options.replace) history.replaceState(history.state, '', url);
  else history.pushState(null, '', url);
  return show(samePath);
}

/** Changes the query of this page; an empty value removes the parameter. */
export function setQuery(changes: Record<string, string | undefined>, options: { replace?: boolean } = {}): Promise<void> {
  const url = new URL(location.href);
  for (const [key, value] of Object.entries(changes)) {
    if (value === undefined || value === '') url.searchParams.delete(key);
    else url.searchParams.set(key, value);
  }
  return navigate(url.pathname + url.search + url.hash, options);
}

let wayBack: { path: string; hash: string } | undefined;

/** Where signing in leads from here and back again, to the same step. A secret behind the `#` stays in this window. */
export function signInHere(): string {
  const path = state.path + state.search;
  return `/ich?zurueck=${encodeURIComponent(path)}`;
}

/** A path of ours with the secret it had when the person left for signing in. */
export function withSecret(path: string): string {
  return path + (wayBack?.path === path ? wayBack.hash : '');
}

/** Loads code once more. Where the town answers but has this code no longer (a new release), only a fresh page helps; drafts are kept. */
export async function again<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch (error) {
    if (await pageAnswers(location.pathname)) location.reload();
    throw error;
  }
}

/** Tries the current page again after its code could not be loaded. */
export async function retry(): Promise<void> {
  await again(async () => {
    await show(false);
    if (state.failed) throw new Error('still missing');
  }).catch(() => undefined);
}

function ours(event: MouseEvent): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = (event.target as Element | null)?.closest?.('a');
  if (!link?.href || link.target || link.hasAttribute('download') || link.dataset.reload !== undefined) return undefined;
  const url = new URL(link.href);
  // The other program (/desk) and files of the server are full loads.
  if (url.origin !== location.origin || !(known(url.pathname) ?? later?.fits(url.pathname))) return undefined;
  // A jump inside the page (skip link, error summary) belongs to the browser.
  if (url.pathname === location.pathname && url.search === location.search && url.hash) return undefined;
  return url;
}

/** Starts the router: `missing` is the page for addresses that nobody knows, `others` come when they are wanted. */
export function startRouter(routes: readonly Route[], missing: Route, others?: LaterRoutes): Promise<void> {
  table = routes;
  later = others;
  fallback = missing;
  history.scrollRestoration = 'manual';
  window.addEventListener('popstate', () => void show(true));
  document.addEventListener('click', (event) => {
    const url = ours(event);
    if (!url) return;
    event.preventDefault();
    // The link to where one already is: a fresh visit, as a browser would make it.
    if (url.href === location.href) void show(false);
    else void navigate(url.pathname + url.search + url.hash);
  });
  return show(false);
}
