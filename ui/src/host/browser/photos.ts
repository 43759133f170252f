// Photos in the browser: chosen by a file dialog, cleaned on the device, kept in IndexedDB until they are sent.
import { HostError, type PickedPhoto, type PickResult, type Point } from '../index';
import { gpsOf } from './exif';
import { clean, kindOf, refusalOf } from './pictures';
import { drop, put, take } from './store';

interface Kept {
  name: string;
  blob: Blob;
  gps?: Point;
}

const HEAD_BYTES = 512 * 1024;

const urls = new Map<string, string>();

function handle(id: string, kept: Kept): PickedPhoto {
  let previewUrl = urls.get(id);
  if (!previewUrl) {
    previewUrl = URL.createObjectURL(kept.blob);
    urls.set(id, previewUrl);
  }
  return { id, previewUrl, name: kept.name, bytes: kept.blob.size, gps: kept.gps };
}

async function keep(file: File, result: PickResult): Promise<void> {
  const head = new Uint8Array(await file.slice(0, 16).arrayBuffer());
  const why = refusalOf(kindOf(head), file.size);
  if (why) {
    result.refused.push({ name: file.name, why });
    return;
  }
  try {
    // Exif stands in the first segments: no need to read a whole large file.
    const gps = gpsOf(new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer()));
    const kept: Kept = { name: file.name, blob: await clean(file), gps };
    const id = crypto.randomUUID();
    // Without room it is kept as long as the page is open.
    await put('photos', id, kept).catch(() => undefined);
    result.photos.push(handle(id, kept));
  } catch {
    result.refused.push({ name: file.name, why: 'unreadable' });
  }
}

export const photos = {
  async take(files: readonly File[], max: number): Promise<PickResult> {
    const result: PickResult = { photos: [], refused: [] };
    // One after another: decoding five large photos at once would end the page on a cheap phone.
    for (const file of files.slice(0, max)) await keep(file, result);
    for (const { name } of files.slice(max)) result.refused.push({ name, why: 'too-many' });
    return result;
  },

  async restore(ids: readonly string[]): Promise<PickedPhoto[]> {
    const found: PickedPhoto[] = [];
    for (const id of ids) {
      const kept = (await take('photos', id)) as Kept | undefined;
      if (kept) found.push(handle(id, kept));
    }
    return found;
  },

  async discard(id: string): Promise<void> {
    const url = urls.get(id);
    if (url) URL.revokeObjectURL(url);
    urls.delete(id);
    await drop('photos', id);
  },
};

export async function sendPhoto(photo: PickedPhoto, path: string, headers: Record<string, string>): Promise<Response> {
  const kept = (await take('photos', photo.id)) as Kept | undefined;
  // Another window threw it away.
  if (!kept) throw new HostError('unavailable', 'the photo is gone');
  const body = kept.blob;
  return fetch(path, {
    method: 'POST',
    headers: { ...headers, 'Content-Type': 'image/jpeg' },
    body,
    credentials: 'same-origin',
  });
}
