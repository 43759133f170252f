import { examplesOf } from '../example';
import ShownCode from './ShownCode.svelte';

export default examplesOf(ShownCode, [
  { name: 'short', props: { label: 'Show this at the counter', code: 'ABCD-EFGH', note: 'Until 14:20' } },
  { name: 'long', props: { label: 'Your code', code: 'ABCD-EFGH-JKMN-P' } },
]);
