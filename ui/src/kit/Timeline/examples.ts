import { examplesOf } from '../example';
import Timeline from './Timeline.svelte';

export default examplesOf(Timeline, [
  {
    name: 'on the way',
    props: {
      label: 'Course of the report',
      steps: [
        { title: 'Received', time: '20 November 2026, 09:12', state: 'done' },
        { title: 'In review', time: '21 November 2026, 10:40', who: 'Civil engineering', text: 'Our depot has ordered a new pane.', state: 'current' },
        { title: 'In progress', state: 'next' },
        { title: 'Done', state: 'next' },
      ],
    },
  },
]);
