// A copy of everything the town keeps about the signed-in person (GDPR articles 15 and 20).
import { api, ask, Failure, failureOf } from '../api';
import { host } from '../host';
import { withStepUp } from './step-up.svelte';

/** The file is in the person's folder; where, if the host knows. */
export async function exportTo(kind: 'pdf' | 'json', name: string): Promise<string | undefined> {
  const { download, saveFile } = await host();
  if (!download) return saveFile(name, await exported(kind));
  return withStepUp(async () => {
    const { response, path } = await download(exportRequest(kind), name).catch((error: unknown) => {
      throw failureOf(error);
    });
    if (!response.ok) throw new Failure(await response.json().catch(() => undefined), response);
    return path;
  });
}

function exportRequest(kind: 'pdf' | 'json'): Request {
  const path = kind === 'pdf' ? '/api/accounts/export/pdf' : '/api/accounts/export';
  const type = kind === 'pdf' ? 'application/pdf' : 'application/json';
  return new Request(new URL(path, location.origin), { method: 'POST', headers: { Accept: `${type}, application/problem+json` } });
}

// The typed client reads JSON; the PDF comes as it is.
async function pdf(): Promise<Blob> {
  const request = exportRequest('pdf');
  let response: Response;
  try {
    response = await (await host()).fetch(request);
  } catch (error) {
    throw failureOf(error);
  }
  if (!response.ok) throw new Failure(await response.json().catch(() => undefined), response);
  return response.blob();
}

function exported(kind: 'pdf' | 'json'): Promise<Blob> {
  if (kind === 'pdf') return withStepUp(pdf);
  return withStepUp(async () => new Blob([JSON.stringify(await ask(api.POST('/api/accounts/export')), null, 2)], { type: 'application/json' }));
}
