import { examplesOf } from '../example';
import Checkbox from './Checkbox.svelte';

export default examplesOf(Checkbox, [
  { name: 'checked', props: { id: 'ex-check', label: 'Remind me', checked: true, hint: 'On this device' } },
]);
