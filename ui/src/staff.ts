// Entry of the desk.
import { mount } from 'svelte';
import DeskFrame from './frame/DeskFrame.svelte';
import { host } from './host';
import { missing, routes } from './routes/staff';
import { navigate, startRouter } from './router';
import { followDesk } from './state/desk-live.svelte';
import { loadDesk } from './state/desk-session.svelte';
import { startSettings } from './state/settings.svelte';
import { loadTown } from './state/town.svelte';
import { needTexts } from './texts/index.svelte';
import './styles/index.scss';

async function start(): Promise<void> {
  await startSettings();
  // Side by side: words, page, town, session. The frame shows its own state when one of them fails.
  void loadTown().catch(() => undefined);
  void loadDesk();
  await needTexts('frame', 'kit', 'problem', 'address', 'kit-date', 'time', 'kit-map', 'kit-photo', 'staff');
  const page = startRouter(routes, missing);
  mount(DeskFrame, { target: document.getElementById('app') ?? document.body });
  followDesk();
  (await host()).onOpen((path) => void navigate(path));
  await page;
}

void start();
