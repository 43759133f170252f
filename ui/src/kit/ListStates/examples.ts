import { examplesOf } from '../example';
import ListStates from './ListStates.svelte';

export default examplesOf(ListStates, [
  { name: 'loading', props: { state: 'loading' } },
  { name: 'empty', props: { state: 'empty', title: 'No reports yet', text: 'What you report appears here.' } },
  { name: 'failed', props: { state: 'failed', reference: '7f3a-11', onretry: () => undefined } },
  { name: 'offline', props: { state: 'offline', text: 'As of today, 14:05' } },
]);
