// One question to the fingerprint sensor, beside the field for the PIN.
import { host } from '../host';

export class FingerAsk {
  /** Key of what to do, or of what became of it; nothing while nobody asks. */
  words = $state<string>();
  private asking = false;

  /** Whether the sensor knew the finger. A sensor that is gone, or not touched, leaves the PIN. */
  async ask(): Promise<boolean> {
    const { finger } = (await host()).passkeys;
    if (!finger) return false;
    this.asking = true;
    this.words = 'kit-pin-finger-touch';
    try {
      await finger.verify((hint) => {
        if (this.asking) this.words = `kit-pin-finger-${hint}`;
      });
      return this.asking;
    } catch {
      if (this.asking) this.words = 'kit-pin-finger-failed';
      return false;
    } finally {
      this.asking = false;
    }
  }

  stop(): void {
    if (!this.asking) return;
    this.asking = false;
    this.words = undefined;
    void host().then(({ passkeys }) => passkeys.finger?.stop());
  }
}
