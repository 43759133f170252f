import { examplesOf } from '../example';
import CopyField from './CopyField.svelte';

export default examplesOf(CopyField, [
  { name: 'plain', props: { id: 'ex-copy', label: 'Status link', value: 'https://example.org/meldung#secret', oncopy: () => Promise.resolve() } },
]);
