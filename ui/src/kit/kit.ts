// The kit page: every component in every state. For development and for the axe test; it is not part of the build for towns.
import { mount } from 'svelte';
import { startSettings } from '../state/settings.svelte';
import { needTexts } from '../texts/index.svelte';
import '../styles/index.scss';
import KitPage from './KitPage.svelte';
import type { ExampleSet } from './example';

const found = import.meta.glob<ExampleSet>('./*/examples.ts', { eager: true, import: 'default' });
const sets = Object.entries(found).map(([path, set]) => ({ name: path.split('/')[1] ?? path, ...set }));

async function start(): Promise<void> {
  await startSettings();
  await needTexts('kit', 'address', 'kit-date', 'time', 'kit-map', 'kit-photo', 'kit-pin', 'frame', 'problem', 'link');
  mount(KitPage, { target: document.body, props: { sets } });
}

void start();
