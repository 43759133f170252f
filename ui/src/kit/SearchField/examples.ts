import { examplesOf } from '../example';
import SearchField from './SearchField.svelte';

export default examplesOf(SearchField, [
  { name: 'empty', props: { id: 'ex-search', label: 'Number or place', value: '', onsearch: () => undefined } },
  { name: 'filled', props: { id: 'ex-search-filled', label: 'Number or place', value: 'bus stop', onsearch: () => undefined } },
]);
