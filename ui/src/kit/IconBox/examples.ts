import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import IconBox from './IconBox.svelte';

export default examplesOf(IconBox, [
  { name: 'action', props: { icon: Camera } },
  { name: 'danger', props: { icon: Camera, tone: 'danger' } },
  { name: 'large', props: { icon: Camera, large: true } },
]);
