// Examples are the story, the axe test and the documentation of a component at once.
import { createRawSnippet, type Component, type Snippet } from 'svelte';

export interface Example {
  name: string;
  props: Record<string, unknown>;
}

export interface ExampleSet {
  component: Component<never>;
  examples: Example[];
}

/** Plain text as a snippet, for `children`. */
export function text(words: string): Snippet {
  return createRawSnippet(() => {
    const span = document.createElement('span');
    span.textContent = words;
    return { render: () => span.outerHTML };
  });
}

export function examplesOf(component: unknown, examples: Example[]): ExampleSet {
  return { component: component as Component<never>, examples };
}
