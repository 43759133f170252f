// Signing in again over the page that is open. The start carries only this; the dialog comes when somebody wants it.
export const signInOver = $state<{ open: boolean }>({ open: false });
