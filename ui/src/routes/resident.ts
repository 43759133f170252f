// The residents' pages. German addresses, because people read them aloud on the phone.
import type { Route } from '../../router';

export const routes: readonly Route[] = [
  { path: '/', title: 'start-title', nav: '/', texts: ['start', 'reports'], load: () => import('./start/StartPage.svelte') },
];

export const missing: Route = { path: '', title: 'missing-title', texts: ['missing'], load: () => import('./missing/MissingPage.svelte') };
