// What asks for the app PIN right now. The start carries only this; whoever asks, and the dialog, come later.
export type PinAnswer =
  | { pin: string }
  /** The sensor has seen the finger. */
  | 'finger'
  | 'cancelled'
  /** Forgotten: it shall be reset at the price that was named. */
  | 'forgotten';

export interface PinRequest {
  mode: 'choose' | 'enter';
  /** Key of why a PIN is offered, where nobody asked for one. */
  why?: string;
  /** Key of what the last try said. */
  problem: string | undefined;
  /** Wrong tries until the keys of this device are deleted. */
  triesLeft: number | undefined;
  /** The sensor can be asked instead. */
  finger: boolean;
  settle: (answer: PinAnswer) => void;
}

export const pinRequest = $state<{ current: PinRequest | undefined }>({ current: undefined });
