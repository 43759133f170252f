export { here, navigate, retry, setQuery, startRouter, type PageProps, type Route } from './router.svelte';
export { focusHeading } from './focus';
