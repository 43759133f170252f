import { examplesOf, text } from '../example';
import Dialog from './Dialog.svelte';

export default examplesOf(Dialog, [
  { name: 'closed', props: { open: false, title: 'Language and display', children: text('Content') } },
]);
