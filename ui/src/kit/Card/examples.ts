import { examplesOf, text } from '../example';
import Card from './Card.svelte';

export default examplesOf(Card, [
  { name: 'plain', props: { children: text('A calm surface.') } },
  { name: 'tint', props: { tone: 'tint', children: text('What must I do first?') } },
]);
