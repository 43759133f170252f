import { examplesOf } from '../example';
import AddressFields from './AddressFields.svelte';

export default examplesOf(AddressFields, [
  { name: 'filled', props: { id: 'ex-home', legend: 'Address', value: { street: 'Am Alten Bahnhof 12 a', postcode: '39999', place: 'Erlenbrück' } } },
  { name: 'errors', props: { id: 'ex-home-wrong', legend: 'Address', value: { street: '', postcode: '12', place: '' }, errors: { street: 'Enter street and number.', postcode: 'Five digits.' } } },
]);
