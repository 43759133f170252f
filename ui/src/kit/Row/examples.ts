import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Row from './Row.svelte';

export default examplesOf(Row, [
  { name: 'plain', props: { href: '#x', icon: Camera, title: 'Bus stop Schulstraße, the glass on the left side is broken and lies on the pavement', detail: '2026-00042' } },
  { name: 'unread', props: { href: '#x', unread: true, title: 'The town has answered', detail: 'Today' } },
]);
