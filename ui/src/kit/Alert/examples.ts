import { examplesOf, text } from '../example';
import Alert from './Alert.svelte';

export default examplesOf(Alert, [
  { name: 'info', props: { title: 'Good to know', children: text('Each path alone is enough.') } },
  { name: 'success', props: { tone: 'success', children: text('Saved.') } },
  { name: 'warning', props: { tone: 'warning', children: text('No connection.') } },
  { name: 'danger', props: { tone: 'danger', title: 'That did not work', children: text('Nothing was saved.') } },
]);
