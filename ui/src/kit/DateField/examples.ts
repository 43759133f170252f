import { examplesOf } from '../example';
import DateField from './DateField.svelte';

export default examplesOf(DateField, [
  { name: 'empty with hint', props: { id: 'ex-date', legend: 'Day of birth', hint: 'For example 9 3 1950', value: { day: '', month: '', year: '' } } },
  { name: 'error', props: { id: 'ex-date-wrong', legend: 'From', error: 'There is no such day.', value: { day: '31', month: '2', year: '2026' } } },
]);
