import { examplesOf } from '../example';
import Countdown from './Countdown.svelte';

export default examplesOf(Countdown, [
  { name: 'five minutes', props: { ms: 300_000, words: 'link-left' } },
  { name: 'over', props: { ms: 0, words: 'link-left' } },
]);
