// Whom the signed-in person acts for in this window: kept until it is closed, so that nobody does tomorrow for a neighbour what was meant
// for oneself.
import { actFor } from '../api/acting';
import { session } from './session.svelte';

interface Acting {
  /** Of the representation. */
  id: string;
  /** Name of the person who is helped. */
  person: string;
  /** The account that helps. */
  account: string;
}

const NAME = 'rathaus-acting';
const state = $state<{ current: Acting | undefined }>({ current: undefined });

function stored(): Acting | undefined {
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as Partial<Acting> | null;
    return found?.id && found.person && found.account ? (found as Acting) : undefined;
  } catch {
    return undefined;
  }
}

function set(next: Acting | undefined): void {
  state.current = next;
  actFor(next?.id);
  try {
    if (next) sessionStorage.setItem(NAME, JSON.stringify(next));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Forbidden storage: it holds until the page is left.
  }
}
set(stored());

export const acting = {
  /** Nothing while the person acts for herself; and as soon as somebody else, or nobody, is signed in. */
  get current(): Acting | undefined {
    const { current } = state;
    return current && (!session.known || session.account?.id === current.account) ? current : undefined;
  },
};

export function startActing(id: string, person: string): void {
  const account = session.account?.id;
  if (account !== undefined) set({ id, person, account });
}

export function stopActing(): void {
  set(undefined);
}

// Whoever signs in next at this window acts for herself.
$effect.root(() => {
  $effect(() => {
    if (session.known && state.current && session.account?.id !== state.current.account) set(undefined);
  });
});
