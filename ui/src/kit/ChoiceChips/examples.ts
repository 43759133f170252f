import { examplesOf } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import ChoiceChips from './ChoiceChips.svelte';

export default examplesOf(ChoiceChips, [
  { name: 'one chosen', props: { id: 'ex-chips', legend: 'What is it about?', value: 'bus', options: [{ value: 'street', label: 'Street' }, { value: 'bus', label: 'Bus stop', icon: Camera }, { value: 'light', label: 'Street light' }] } },
  { name: 'error', props: { id: 'ex-chips-error', legend: 'What is it about?', value: '', error: 'Choose a category', options: [{ value: 'street', label: 'Street' }] } },
]);
