import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Tile from './Tile.svelte';

export default examplesOf(Tile, [
  { name: 'with hint', props: { href: '#x', icon: Camera, title: 'Report damage', hint: 'With photo and place' } },
]);
