import { examplesOf } from '../example';
import PhotoPicker from './PhotoPicker.svelte';

export default examplesOf(PhotoPicker, [
  { name: 'none yet', props: { id: 'ex-photos', photos: [], max: 5, onpick: () => undefined, onremove: () => undefined } },
  { name: 'two', props: { id: 'ex-photos-two', photos: [{ id: 'a', previewUrl: '/icons/icon-192.png', name: 'a.jpg' }, { id: 'b', previewUrl: '/icons/icon-512.png', name: 'b.jpg' }], max: 5, onpick: () => undefined, onremove: () => undefined } },
  { name: 'refused', props: { id: 'ex-photos-refused', photos: [], max: 5, refused: [{ name: 'IMG_1.heic', why: 'heic' }], onpick: () => undefined, onremove: () => undefined } },
]);
