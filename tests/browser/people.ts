// People in a browser: a virtual authenticator takes the place of their fingerprint.
import type { BrowserContext, Page } from '@playwright/test';

/** Gives the page a passkey device that says yes (CDP, WebAuthn domain). */
export async function withPasskey(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}
