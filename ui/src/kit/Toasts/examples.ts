import { examplesOf } from '../example';
import Toasts from './Toasts.svelte';

export default examplesOf(Toasts, [
  { name: 'one', props: { toasts: [{ id: 1, text: 'Copied' }], ondismiss: () => undefined } },
]);
