/** Only what the host opens in another window: a page behind a lock. */
export function opensInBrowser(url: string): boolean {
  return URL.canParse(url) && new URL(url).protocol === 'https:';
}
