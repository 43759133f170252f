import { examplesOf } from '../example';
import ErrorSummary from './ErrorSummary.svelte';

export default examplesOf(ErrorSummary, [
  { name: 'two errors', props: { errors: [{ id: 'ex-mail-wrong', text: 'Enter an address' }, { id: 'ex-chips-error', text: 'Choose a category' }] } },
]);
