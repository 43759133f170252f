import { examplesOf } from '../example';
import Timer from './Timer.svelte';

export default examplesOf(Timer, [
  { name: 'five minutes', props: { ms: 300_000, words: 'kit-time-left' } },
  { name: 'over', props: { ms: 0, words: 'kit-time-left' } },
]);
