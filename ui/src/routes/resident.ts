// The residents' pages. German addresses, because people read them aloud on the phone.
import type { LaterRoutes, Route } from '../router';
import StartPage from './resident/home/StartPage.svelte';

export const routes: readonly Route[] = [
  { path: '/', title: 'home-title', nav: '/', texts: ['home', 'reports'], load: () => Promise.resolve({ default: StartPage }) },
  { path: '/dienste', title: 'services-title', nav: '/dienste', texts: ['services'], load: () => import('./resident/services/ServicesPage.svelte') },
  { path: '/melden', title: 'filing-title', nav: '/melden', quiet: true, texts: ['filing', 'filed', 'kit-map', 'kit-photo'], load: () => import('./resident/reports/FilePage.svelte') },
  { path: '/gemeldet', title: 'filed-title', nav: '/melden', texts: ['filed'], load: () => import('./resident/reports/FiledPage.svelte') },
  { path: '/meldung', title: 'report-title', nav: '/', texts: ['reports', 'report'], load: () => import('./resident/reports/ReportPage.svelte') },
  { path: '/meldung/:id', title: 'report-title', nav: '/', texts: ['reports', 'report'], load: () => import('./resident/reports/ReportPage.svelte') },
  { path: '/meldungen', title: 'reports-list-title', nav: '/', texts: ['reports'], load: () => import('./resident/reports/ReportListPage.svelte') },
  { path: '/ich', title: 'accounts-title', nav: '/ich', texts: ['accounts'], load: () => import('./resident/accounts/AccountPage.svelte') },
  { path: '/seite/:page', title: 'town-page-title', texts: ['town', 'home'], load: () => import('./resident/town/LegalPage.svelte') },
  { path: '/stadt', title: 'town-choice-title', texts: ['town'], load: () => import('./resident/town/TownChoicePage.svelte') },
];

/** The first parts of their addresses stand here, so that the router knows them for ours. */
export const later: LaterRoutes = {
  fits: (path) => /^\/(ich|post|mitteilungen|zugang-verloren|link|app-anmeldung|eid\.html|not-me|block|sperren|entsperren)(\/|$)/.test(path),
  load: async () => (await import('./resident-own')).routes,
};

export const missing: Route = { path: '', title: 'home-missing-title', texts: ['home'], load: () => import('./resident/home/MissingPage.svelte') };
