// What the app asks for through the browser (RFC 8252): read from the address, believed only where it leads back to this very device.

/** The app's own scheme, where the system brings links back to it. */
const APP_RETURN = 'de.rathaus.app:/signed-in';
/** A loopback address by number (RFC 8252, 7.3); the server checks the same. */
const LOOPBACK = /^http:\/\/(?:127\.0\.0\.1|\[::1\]):\d{4,5}\/[\w\-.~/]*$/;
const CHALLENGE = /^[\w-]{43}$/;
const STATE = /^[\w\-.~]{1,200}$/;

export interface AppRequest {
  code_challenge: string;
  redirect_uri: string;
  state: string;
}

/** The request, or nothing when it is not one of our app's. */
export function appRequest(search: URLSearchParams): AppRequest | undefined {
  const [code_challenge, redirect_uri, state] = ['code_challenge', 'redirect_uri', 'state'].map((name) => search.get(name) ?? '') as [string, string, string];
  const method = search.get('code_challenge_method') ?? 'S256';
  const home = redirect_uri === APP_RETURN || LOOPBACK.test(redirect_uri);
  return home && method === 'S256' && CHALLENGE.test(code_challenge) && STATE.test(state) ? { code_challenge, redirect_uri, state } : undefined;
}

/** Where a "no" leads: the app hears it instead of waiting (RFC 6749, 4.1.2.1). */
export function refusal({ redirect_uri, state }: AppRequest): string {
  return `${redirect_uri}?error=access_denied&state=${state}`;
}
