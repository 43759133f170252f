import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import IconButton from './IconButton.svelte';

export default examplesOf(IconButton, [
  { name: 'plain', props: { icon: Camera, label: 'Take a photo' } },
  { name: 'with count', props: { icon: Camera, label: 'Notices, 3 new', count: 3 } },
]);
