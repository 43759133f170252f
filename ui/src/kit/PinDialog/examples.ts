import { examplesOf } from '../example';
import PinDialog from './PinDialog.svelte';

export default examplesOf(PinDialog, [
  { name: 'closed', props: { open: false, mode: 'choose', onpin: () => undefined, oncancel: () => undefined, onforgotten: () => undefined } },
]);
