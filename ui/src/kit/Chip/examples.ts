import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Chip from './Chip.svelte';

export default examplesOf(Chip, [
  { name: 'info', props: { label: 'In review', tone: 'info' } },
  { name: 'success', props: { label: 'Done', tone: 'success', icon: Camera } },
  { name: 'warning', props: { label: 'Not responsible', tone: 'warning' } },
  { name: 'danger', props: { label: 'Rejected', tone: 'danger' } },
  { name: 'neutral', props: { label: 'Received' } },
  { name: 'action', props: { label: 'In progress', tone: 'action' } },
]);
