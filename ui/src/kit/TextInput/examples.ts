import { examplesOf } from '../example';
import TextInput from './TextInput.svelte';

export default examplesOf(TextInput, [
  { name: 'plain', props: { id: 'ex-name', label: 'Name', value: 'Mira Brandt' } },
  { name: 'optional with hint', props: { id: 'ex-mail', label: 'E-mail', hint: 'For the answer only', optional: true, value: '' } },
  { name: 'error', props: { id: 'ex-mail-wrong', label: 'E-mail', error: 'Enter an address such as name@example.org', value: 'mira@' } },
]);
