// What is wrong with a form of the counter: what the page finds itself, and what the server names.
import { fieldText, type Failure } from '../../../api';
import { fieldOf, type Missing } from '../../../features/identity/seen';
import { t } from '../../../texts/index.svelte';

export interface Wrong {
  id: string;
  text: string;
  /** The server said so: it stays until it is asked again. */
  refused?: true;
}

export const said = (missing: readonly Missing[]): Wrong[] => missing.map(({ id, key }) => ({ id, text: t(key) }));

/** The fields a server's `invalid-fields` names. */
export function refused(failure: Failure, idOf: (pointer: string) => string = fieldOf): Wrong[] {
  return failure.errors.map((error) => {
    const { key, args } = fieldText(error);
    return { id: idOf(error.pointer), text: t(key, args), refused: true };
  });
}

/** Of what was found at the last try, what still holds. */
export const stillWrong = (wrong: readonly Wrong[], missing: readonly Missing[]): Wrong[] => wrong.filter(({ id, refused: byServer }) => byServer ?? missing.some((one) => one.id === id));
