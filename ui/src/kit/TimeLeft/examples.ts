import { examplesOf } from '../example';
import TimeLeft from './TimeLeft.svelte';

export default examplesOf(TimeLeft, [
  { name: 'days', props: { leftMs: 70 * 3_600_000, sentence: 'time-left' } },
  { name: 'minutes', props: { leftMs: 14 * 60_000, sentence: 'time-left' } },
]);
