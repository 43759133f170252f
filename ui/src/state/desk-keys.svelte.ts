// Whether single letters are shortcuts on this device (WCAG 2.2, 2.1.4: they can be switched off).
const NAME = 'rathaus-desk-keys';

function stored(): boolean {
  try {
    return localStorage.getItem(NAME) !== 'off';
  } catch {
    return true;
  }
}

export const keys = $state({ enabled: stored() });

export function enableKeys(enabled: boolean): void {
  keys.enabled = enabled;
  try {
    localStorage.setItem(NAME, enabled ? 'on' : 'off');
  } catch {
    // Kept until the page is closed.
  }
}
