import { examplesOf, text } from '../example';
import Camera from '@lucide/svelte/icons/camera';
import Button from './Button.svelte';

export default examplesOf(Button, [
  { name: 'primary', props: { variant: 'primary', children: text('Send report') } },
  { name: 'secondary', props: { children: text('Back') } },
  { name: 'quiet', props: { variant: 'quiet', children: text('Skip') } },
  { name: 'danger', props: { variant: 'danger', children: text('Sign out this device') } },
  { name: 'with icon', props: { icon: Camera, children: text('Take a photo') } },
  { name: 'busy', props: { variant: 'primary', busy: true, children: text('Sending') } },
  { name: 'disabled', props: { disabled: true, children: text('Send') } },
]);
