import { examplesOf } from '../example';
import RadioGroup from './RadioGroup.svelte';

export default examplesOf(RadioGroup, [
  { name: 'plain', props: { id: 'ex-radio', legend: 'How shall we answer?', value: 'a', options: [{ value: 'a', label: 'By e-mail', hint: 'Usually within three days' }, { value: 'b', label: 'Not at all' }] } },
  { name: 'error', props: { id: 'ex-radio-error', legend: 'How shall we answer?', value: '', error: 'Choose one', options: [{ value: 'a', label: 'By e-mail' }] } },
]);
