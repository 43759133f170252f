/** The code behind the `#` of a scanned address. What cannot be decoded is shown as it is, so that its reader sees what is wrong. */
export function scannedCode(hash: string): string {
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
