// The pages of the desk. The queue and the case beside it are one room: opening a case does not forget the list.
import type { Route } from '../router';

const cases = () => import('./staff/cases/DeskPage.svelte');
const caseTexts = ['reports', 'cases'] as const;
const mailTexts = ['cases', 'deskmail', 'mail', 'law'] as const;

export const routes: readonly Route[] = [
  { path: '/desk', title: 'cases-title', nav: '/desk', room: 'cases', texts: caseTexts, load: cases },
  { path: '/desk/meldung/:id', title: 'cases-case-title', nav: '/desk', room: 'cases', texts: caseTexts, load: cases },
  { path: '/desk/karte', title: 'cases-map-title', nav: '/desk/karte', texts: caseTexts, load: () => import('./staff/cases/MapPage.svelte') },
  { path: '/desk/offen-geblieben', title: 'cases-jobs-title', nav: '/desk', texts: caseTexts, load: () => import('./staff/cases/JobsPage.svelte') },
  { path: '/desk/erfassen', title: 'cases-record-title', nav: '/desk/erfassen', texts: caseTexts, load: () => import('./staff/reports/RecordPage.svelte') },
  { path: '/desk/schalter', title: 'counter-title', nav: '/desk/schalter', texts: ['counter'], load: () => import('./staff/identity/CounterPage.svelte') },
  { path: '/desk/schalter/ausweis', title: 'counter-check-title', nav: '/desk/schalter', texts: ['counter', 'identity'], load: () => import('./staff/identity/CheckPage.svelte') },
  { path: '/desk/schalter/zugang', title: 'counter-recovery-title', nav: '/desk/schalter', texts: ['counter', 'identity'], load: () => import('./staff/recovery/CounterRecoveryPage.svelte') },
  { path: '/desk/schalter/vertretung', title: 'counter-law-title', nav: '/desk/schalter', texts: ['counter'], load: () => import('./staff/representatives/RecordLawPage.svelte') },
  { path: '/desk/schalter/vertretungen', title: 'counter-laws-title', nav: '/desk/schalter', texts: ['counter'], load: () => import('./staff/representatives/LawListPage.svelte') },
  { path: '/desk/post', title: 'deskmail-title', nav: '/desk/post', texts: mailTexts, load: () => import('./staff/mail/DeskMailPage.svelte') },
  { path: '/desk/post/neu', title: 'deskmail-new-title', nav: '/desk/post', texts: mailTexts, load: () => import('./staff/mail/NewLetterPage.svelte') },
  { path: '/desk/post/:id', title: 'deskmail-letter', nav: '/desk/post', texts: mailTexts, load: () => import('./staff/mail/LetterDeskPage.svelte') },
  { path: '/desk/ich', title: 'staff-me-title', nav: '/desk/ich', texts: ['accounts', 'passkeys', 'colleagues'], load: () => import('./staff/staff/MePage.svelte') },
  { path: '/desk/kollegium', title: 'staff-colleagues', nav: '/desk/ich', texts: ['colleagues'], load: () => import('./staff/staff/ColleaguesPage.svelte') },
  { path: '/desk/einladung', title: 'staff-invitation-title', texts: ['accounts'], load: () => import('./staff/staff/InvitationPage.svelte') },
];

export const missing: Route = { path: '', title: 'staff-missing-title', texts: [], load: () => import('./staff/staff/MissingPage.svelte') };
