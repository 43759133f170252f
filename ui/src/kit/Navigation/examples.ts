import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Navigation from './Navigation.svelte';

const items = [{ href: '/', label: 'Home', icon: Camera }, { href: '/x', label: 'Mail', icon: Camera }];

export default examplesOf(Navigation, [
  { name: 'bar or rail', props: { label: 'Main', current: '/', items } },
  { name: 'bar or tabs', props: { label: 'Desk', current: '/x', items, shape: 'tabs' } },
]);
