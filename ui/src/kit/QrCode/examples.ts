import { examplesOf } from '../example';
import QrCode from './QrCode.svelte';

export default examplesOf(QrCode, [{ name: 'a link', props: { text: 'https://example.org/link#ABCD-EFGH', label: 'Code with the link' } }]);
