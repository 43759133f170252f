// What kind of file is this, and a clean copy of it: at most 2,048 px, upright, JPEG, without metadata.
import { HostError, type PhotoRefusal } from '../index';

/** Longest side of what we send; a 12-megapixel photo shrunk on the device makes the server's work ten times smaller. */
export const SIDE_MAX_PX = 2048;
const QUALITY = 0.86;
/** Larger files are refused before a decoder sees them. */
export const FILE_BYTES_MAX = 60 * 1024 * 1024;

export type Kind = 'jpeg' | 'png' | 'webp' | 'heic' | 'other';

/** Looks at the first bytes, because names and declared types lie. */
export function kindOf(head: Uint8Array): Kind {
  const ascii = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
  if (head[0] === 0xff && head[1] === 0xd8 && head[2] === 0xff) return 'jpeg';
  if (head[0] === 0x89 && ascii(1, 4) === 'PNG') return 'png';
  if (ascii(0, 4) === 'RIFF' && ascii(8, 12) === 'WEBP') return 'webp';
  // ISO 14496-12: box `ftyp` with a brand of HEIF (ISO 23008-12).
  if (ascii(4, 8) === 'ftyp' && /^(hei[cmsx]|hev[cmx]|mif1|msf1)$/.test(ascii(8, 12))) return 'heic';
  return 'other';
}

export function refusalOf(kind: Kind, bytes: number): PhotoRefusal | undefined {
  if (bytes === 0) return 'unreadable';
  if (kind === 'heic') return 'heic';
  if (kind === 'other') return 'type';
  if (bytes > FILE_BYTES_MAX) return 'too-large';
  return undefined;
}

/** Width and height that fit the limit and keep the proportions; never larger than the original. */
export function fit(width: number, height: number, sideMax = SIDE_MAX_PX): { width: number; height: number } {
  const scale = Math.min(1, sideMax / Math.max(width, height, 1));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Draws the picture anew. The canvas knows nothing of Exif, so place, time and camera are gone. */
export async function clean(file: Blob): Promise<Blob> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  } catch {
    throw new HostError('unavailable', 'the picture cannot be decoded');
  }
  try {
    const size = fit(bitmap.width, bitmap.height);
    const canvas = document.createElement('canvas');
    canvas.width = size.width;
    canvas.height = size.height;
    const context = canvas.getContext('2d', { alpha: false });
    if (!context) throw new HostError('unavailable', 'no canvas');
    context.fillStyle = 'white';
    context.fillRect(0, 0, size.width, size.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, size.width, size.height);
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!blob) throw new HostError('unavailable', 'the picture cannot be written');
    return blob;
  } finally {
    bitmap.close();
  }
}
