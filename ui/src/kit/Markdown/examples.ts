import { examplesOf } from '../example';
import Markdown from './Markdown.svelte';

export default examplesOf(Markdown, [
  { name: 'all it can', props: { source: '## Heading\n\nA paragraph with **bold** and a [link](https://example.org).\n\n- one\n- two' } },
]);
