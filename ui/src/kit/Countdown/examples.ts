import { examplesOf } from '../example';
import Countdown from './Countdown.svelte';

export default examplesOf(Countdown, [
  { name: 'five minutes', props: { ms: 300_000, words: 'kit-time-left' } },
  { name: 'over', props: { ms: 0, words: 'kit-time-left' } },
]);
