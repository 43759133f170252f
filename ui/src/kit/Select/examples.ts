import { examplesOf } from '../example';
import Select from './Select.svelte';

export default examplesOf(Select, [
  { name: 'plain', props: { id: 'ex-select', label: 'Category', value: 'a', options: [{ value: 'a', label: 'Street' }, { value: 'b', label: 'Bus stop' }] } },
]);
