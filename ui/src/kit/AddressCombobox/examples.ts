import { examplesOf } from '../example';
import AddressCombobox from './AddressCombobox.svelte';

export default examplesOf(AddressCombobox, [
  { name: 'plain', props: { id: 'ex-address', label: 'Address', value: '', search: () => Promise.resolve([{ label: 'Schulstraße 12', lat: 0, lon: 0 }]), onpick: () => undefined } },
]);
