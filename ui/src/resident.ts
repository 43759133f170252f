// Entry of the residents' program.
import { mount } from 'svelte';
import Frame from './frame/Frame.svelte';
import { later, missing, routes } from './routes/resident';
import { startRouter } from './router';
import { host } from './host';
import { loadSession } from './state/session.svelte';
import { startSettings } from './state/settings.svelte';
import { loadTown } from './state/town.svelte';
import { needTexts } from './texts/index.svelte';
import './styles/index.scss';

async function start(): Promise<void> {
  await startSettings();
  const door = await host();
  // The app's first start: nothing can be asked before a town is chosen.
  if (door.town && !(await door.town.current()) && location.pathname !== '/stadt') history.replaceState(null, '', '/stadt');
  // Side by side: words, page, town, session. Each page shows its own state when one of them fails.
  void loadTown().catch(() => undefined);
  void loadSession().catch(() => undefined);
  await needTexts('frame', 'kit', 'problem');
  const page = startRouter(routes, missing, later);
  mount(Frame, { target: document.getElementById('app') ?? document.body });
  // Only who is signed in listens, and nobody waits for it.
  void import('./state/live-session.svelte').then(({ onSignedInChange }) => onSignedInChange());
  await page;
}

void start();
if ('serviceWorker' in navigator && import.meta.env.PROD && location.protocol.startsWith('http')) {
  window.addEventListener('load', () => void navigator.serviceWorker.register('/sw.js').catch(() => undefined));
}
