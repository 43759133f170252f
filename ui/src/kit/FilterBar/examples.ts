import { examplesOf } from '../example';
import FilterBar from './FilterBar.svelte';

const links = [{ label: 'All', href: '#all', current: true }, { label: 'Open', href: '#open', current: false, count: 12 }];
const state = { name: 'state', label: 'State', value: '', options: [{ value: '', label: 'Any state' }, { value: 'open', label: 'Open' }] };
const rest = { linksLabel: 'What waits', searchLabel: 'Number or place', onsearch: () => undefined, onselect: () => undefined };

export default examplesOf(FilterBar, [
  { name: 'nothing chosen', props: { links, searchId: 'ex-filter', words: '', selects: [state], ...rest } },
  { name: 'filtered', props: { links, searchId: 'ex-filter-on', words: 'bus', selects: [{ ...state, value: 'open' }], reset: { label: 'Show all', href: '#all' }, ...rest } },
]);
