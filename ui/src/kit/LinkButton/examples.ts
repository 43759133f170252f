import { examplesOf, text } from '../example';
import LinkButton from './LinkButton.svelte';

export default examplesOf(LinkButton, [
  { name: 'primary', props: { href: '#x', variant: 'primary', children: text('Report something') } },
  { name: 'secondary', props: { href: '#x', children: text('All reports') } },
]);
