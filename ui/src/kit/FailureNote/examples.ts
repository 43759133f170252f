import { examplesOf } from '../example';
import FailureNote from './FailureNote.svelte';

export default examplesOf(FailureNote, [
  { name: 'try again', props: { explained: { sentence: 'problem-unavailable', args: {}, step: 'retry', reference: '7f3a-11' }, onretry: () => undefined } },
  { name: 'sign in', props: { explained: { sentence: 'problem-not-signed-in', args: {}, step: 'sign-in', reference: '' } } },
]);
