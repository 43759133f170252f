import { examplesOf } from '../example';
import Steps from './Steps.svelte';

export default examplesOf(Steps, [
  { name: 'second of four', props: { label: 'Report something', current: 2, total: 4 } },
]);
