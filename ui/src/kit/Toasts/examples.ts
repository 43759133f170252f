import { examplesOf } from '../example';
import Toasts from './Toasts.svelte';

export default examplesOf(Toasts, [
  { name: 'one', props: { toast: { id: 1, text: 'Copied' }, ondismiss: () => undefined } },
]);
