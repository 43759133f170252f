// The pages about one's own account, on the way into it and on the way back, and those of letters. Loaded with the first visit of one of
// them: the start page must not carry addresses and names of catalogues that most visits never need.
import type { Route } from '../router';
import { addCatalogues } from '../texts/index.svelte';

// The same names stand among the exceptions in texts/index.svelte.ts.
addCatalogues(import.meta.glob('../../texts/*/{accesses,address,applogin,bell,consent,frame-own,home-mail,identity,kit-date,law,link,mail,passkeys,profile,references,representatives,time}.ftl', { import: 'default' }));

const own: readonly Route[] = [
  { path: '/ich/anmeldung', title: 'passkeys-title', nav: '/ich', texts: ['accounts', 'passkeys'], load: () => import('./resident/accounts/WaysInPage.svelte') },
  { path: '/ich/angaben', title: 'profile-title', nav: '/ich', texts: ['profile'], load: () => import('./resident/profile/ProfilePage.svelte') },
  { path: '/ich/loeschen', title: 'profile-delete-title', nav: '/ich', texts: ['profile'], load: () => import('./resident/profile/DeletePage.svelte') },
  { path: '/ich/nachweis', title: 'identity-title', nav: '/ich', texts: ['identity'], load: () => import('./resident/identity/IdentityPage.svelte') },
  { path: '/ich/nachweis/brief', title: 'identity-order-title', nav: '/ich', texts: ['identity'], load: () => import('./resident/identity/LetterPage.svelte') },
  { path: '/ich/nachweis/rathaus', title: 'identity-counter-title', nav: '/ich', texts: ['identity', 'home'], load: () => import('./resident/identity/CounterPage.svelte') },
  { path: '/ich/neues-geraet', title: 'link-title', nav: '/ich', texts: ['accounts', 'link'], load: () => import('./resident/accounts/NewDevicePage.svelte') },
  { path: '/ich/zugriffe', title: 'accesses-title', nav: '/ich', texts: ['accounts', 'accesses'], load: () => import('./resident/accounts/AccessPage.svelte') },
  { path: '/app-anmeldung', title: 'applogin-title', nav: '/ich', texts: ['accounts', 'applogin'], load: () => import('./resident/accounts/AppSignInPage.svelte') },
  { path: '/link', title: 'link-new-title', nav: '/ich', texts: ['accounts', 'link'], load: () => import('./resident/accounts/LinkPage.svelte') },
  // The address at which the eID broker sends people back.
  { path: '/eid.html', title: 'identity-eid-title', nav: '/ich', texts: ['identity'], load: () => import('./resident/identity/EidPage.svelte') },
  { path: '/zugang-verloren', title: 'recovery-title', nav: '/ich', texts: ['recovery', 'home'], load: () => import('./resident/recovery/RecoveryPage.svelte') },
  { path: '/zugang-verloren/brief', title: 'recovery-letter-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/LetterPage.svelte') },
  { path: '/zugang-verloren/code', title: 'recovery-code-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/CodePage.svelte') },
  // The notice's e-mail and the card carry the English addresses, whatever the language of the reader.
  { path: '/not-me', title: 'recovery-not-me-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/NotMePage.svelte') },
  { path: '/block', title: 'recovery-block-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/BlockPage.svelte') },
  { path: '/sperren', title: 'recovery-block-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/BlockPage.svelte') },
  { path: '/entsperren', title: 'recovery-unblock-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/UnblockPage.svelte') },
  { path: '/ich/karte', title: 'recovery-card-title', nav: '/ich', texts: ['recovery'], load: () => import('./resident/recovery/CardPage.svelte') },
  { path: '/mitteilungen', title: 'bell-title', texts: ['bell'], load: () => import('./resident/home/NoticesPage.svelte') },
  { path: '/post', title: 'mail-title', nav: '/post', texts: ['mail'], load: () => import('./resident/mail/MailPage.svelte') },
  { path: '/post/einwilligung', title: 'consent-title', nav: '/post', texts: ['consent'], load: () => import('./resident/mail/ConsentPage.svelte') },
  { path: '/post/code', title: 'references-title', nav: '/post', texts: ['references'], load: () => import('./resident/mail/ReferencesPage.svelte') },
  { path: '/post/:id', title: 'mail-letter-title', nav: '/post', texts: ['mail', 'law'], load: () => import('./resident/mail/LetterPage.svelte') },
  { path: '/ich/vertretung', title: 'representatives-title', nav: '/ich', texts: ['representatives'], load: () => import('./resident/representatives/RepresentativesPage.svelte') },
  { path: '/ich/vertretung/einladen', title: 'representatives-invite-title', nav: '/ich', texts: ['representatives'], load: () => import('./resident/representatives/InvitePage.svelte') },
  { path: '/ich/vertretung/annehmen', title: 'representatives-accept-title', nav: '/ich', texts: ['representatives'], load: () => import('./resident/representatives/AcceptPage.svelte') },
  { path: '/ich/vertretung/schalter', title: 'representatives-show', nav: '/ich', texts: ['representatives'], load: () => import('./resident/representatives/ShowPage.svelte') },
];

/** What a page about the signed-in person says about itself, and the fields for addresses and days, serve nearly all of them. */
export const routes: readonly Route[] = own.map((route) => ({ ...route, texts: ['frame-own', 'address', 'kit-date', 'time', ...route.texts] }));

/** What the start page shows to whoever is signed in. */
export const ownMatters = () => import('./resident/home/OwnMatters.svelte');
