// The files of a letter: shown from memory or saved, never kept by the page.
import { Failure, failureOf } from '../api';
import { actingHeaders } from '../api/acting';
import { host } from '../host';

type Headers = Record<string, string>;

function requestFor(path: string, headers: Headers): Request {
  return new Request(new URL(path, location.origin), { headers: { Accept: '*/*', ...actingHeaders(path), ...headers } });
}

async function failed(response: Response): Promise<Failure> {
  return new Failure(await response.json().catch(() => undefined), response);
}

/** Whether this page may hold the bytes; where the host keeps them outside, it can only save them. */
export async function canShow(): Promise<boolean> {
  return (await host()).download === undefined;
}

async function fetched(path: string, headers: Headers): Promise<Response> {
  const door = await host();
  const response = await door.fetch(requestFor(path, headers)).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (!response.ok) throw await failed(response);
  return response;
}

/** The bytes of a file behind the session. */
export async function bytesOf(path: string, headers: Headers = {}): Promise<ArrayBuffer> {
  return (await fetched(path, headers)).arrayBuffer();
}

/** Saves a file behind the session; answers where it lies, if the host knows. */
export async function saveFrom(path: string, name: string, headers: Headers = {}): Promise<string | undefined> {
  const { download, saveFile } = await host();
  if (!download) return saveFile(name, await (await fetched(path, headers)).blob());
  const { response, path: place } = await download(requestFor(path, headers), name).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (!response.ok) throw await failed(response);
  return place;
}

/** Sends a PDF as it is. */
export async function sendPdf<T>(path: string, file: Blob, headers: Headers): Promise<T> {
  const request = new Request(new URL(path, location.origin), { method: 'POST', body: file, headers: { Accept: 'application/json', 'Content-Type': 'application/pdf', ...headers } });
  const response = await (await host()).fetch(request).catch((error: unknown) => {
    throw failureOf(error);
  });
  if (!response.ok) throw await failed(response);
  return (await response.json()) as T;
}
