export { again, here, navigate, retry, setQuery, signInHere, startRouter, withSecret, type LaterRoutes, type PageProps, type Route } from './router.svelte';
export { focusHeading } from './focus';
