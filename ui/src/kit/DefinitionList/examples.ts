import { examplesOf } from '../example';
import DefinitionList from './DefinitionList.svelte';

export default examplesOf(DefinitionList, [
  { name: 'with change', props: { items: [{ term: 'Category', text: 'Bus stop', change: '#x' }, { term: 'Number', text: '2026-00042', figures: true }] } },
]);
