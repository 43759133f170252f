import { examplesOf } from '../example';
import Spinner from './Spinner.svelte';

export default examplesOf(Spinner, [
  { name: 'plain', props: {} },
]);
