// A copy of everything the town keeps about the signed-in person (GDPR articles 15 and 20).
import { api, ask, Failure, failureOf } from '../api';
import { host } from '../host';
import { withStepUp } from './step-up.svelte';

// The typed client reads JSON; the PDF comes as it is.
async function pdf(): Promise<Blob> {
  const request = new Request(new URL('/api/accounts/export/pdf', location.origin), { method: 'POST', headers: { Accept: 'application/pdf, application/problem+json' } });
  let response: Response;
  try {
    response = await (await host()).fetch(request);
  } catch (error) {
    throw failureOf(error);
  }
  if (!response.ok) throw new Failure(await response.json().catch(() => undefined), response);
  return response.blob();
}

export function exported(kind: 'pdf' | 'json'): Promise<Blob> {
  if (kind === 'pdf') return withStepUp(pdf);
  return withStepUp(async () => new Blob([JSON.stringify(await ask(api.POST('/api/accounts/export')), null, 2)], { type: 'application/json' }));
}
