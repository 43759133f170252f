import { examplesOf } from '../example';
import TextArea from './TextArea.svelte';

export default examplesOf(TextArea, [
  { name: 'with counter', props: { id: 'ex-text', label: 'What is wrong?', value: 'The glass is broken.', limit: 2000 } },
  { name: 'too long', props: { id: 'ex-text-long', label: 'What is wrong?', value: 'Far too long', limit: 5, error: 'Please shorten the text' } },
]);
