import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Navigation from './Navigation.svelte';

export default examplesOf(Navigation, [
  { name: 'bar or rail', props: { label: 'Main', current: '/', items: [{ href: '/', label: 'Home', icon: Camera }, { href: '/x', label: 'Mail', icon: Camera, count: 2, countLabel: '2 unread' }] } },
]);
