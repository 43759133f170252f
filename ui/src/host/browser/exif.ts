// Where a photo says it was taken: the GPS directory of Exif (CIPA DC-008, section 4.6.6) and nothing else. The libraries read all of
// Exif and more, 37 kB compressed; we need two numbers, and every doubt means "no suggestion".
import type { Point } from '../index';

const POINTER_TO_GPS = 0x8825;
const LATITUDE_REF = 1;
const LATITUDE = 2;
const LONGITUDE_REF = 3;
const LONGITUDE = 4;
const TYPE_ASCII = 2;
const TYPE_LONG = 4;
const TYPE_RATIONAL = 5;
const ENTRIES_MAX = 200;

interface Entry {
  type: number;
  count: number;
  /** Where the value or its offset stands. */
  at: number;
}

/** The TIFF block behind `Exif\0\0`: in JPEG's APP1, or in the EXIF chunk of WebP and PNG. */
function tiffOf(bytes: Uint8Array): DataView | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 16) return undefined;
  if (view.getUint16(0) === 0xffd8) return inJpeg(view);
  if (view.getUint32(0) === 0x52494646) return inChunks(view, 12, true, 0x45584946); // RIFF … EXIF
  if (view.getUint32(0) === 0x89504e47) return inChunks(view, 8, false, 0x65584966); // PNG … eXIf
  return undefined;
}

function part(view: DataView, from: number, to: number): DataView {
  const end = Math.min(to, view.byteLength);
  return new DataView(view.buffer, view.byteOffset + from, Math.max(0, end - from));
}

function withoutMark(view: DataView): DataView {
  return view.byteLength > 6 && view.getUint32(0) === 0x45786966 ? part(view, 6, view.byteLength) : view;
}

function inJpeg(view: DataView): DataView | undefined {
  let at = 2;
  while (at + 10 < view.byteLength && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    const length = view.getUint16(at + 2);
    if (marker === 0xda || length < 2) return undefined;
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) return part(view, at + 10, at + 2 + length);
    at += 2 + length;
  }
  return undefined;
}

function inChunks(view: DataView, start: number, riff: boolean, wanted: number): DataView | undefined {
  let at = start;
  while (at + 8 <= view.byteLength) {
    const length = riff ? view.getUint32(at + 4, true) : view.getUint32(at);
    const name = riff ? view.getUint32(at) : view.getUint32(at + 4);
    if (name === wanted) return withoutMark(part(view, at + 8, at + 8 + length));
    // RIFF pads to even lengths; PNG ends each chunk with a checksum.
    at += 8 + length + (riff ? length % 2 : 4);
  }
  return undefined;
}

function entries(tiff: DataView, at: number, little: boolean): Map<number, Entry> {
  const found = new Map<number, Entry>();
  const count = Math.min(tiff.getUint16(at, little), ENTRIES_MAX);
  for (let index = 0; index < count; index += 1) {
    const entry = at + 2 + index * 12;
    found.set(tiff.getUint16(entry, little), {
      type: tiff.getUint16(entry + 2, little),
      count: tiff.getUint32(entry + 4, little),
      at: entry + 8,
    });
  }
  return found;
}

/** Degrees, minutes and seconds as three fractions. */
function degrees(tiff: DataView, entry: Entry | undefined, little: boolean): number {
  if (entry?.type !== TYPE_RATIONAL || entry.count !== 3) return Number.NaN;
  const at = tiff.getUint32(entry.at, little);
  const [whole, minutes, seconds] = [0, 8, 16].map((step) => {
    const denominator = tiff.getUint32(at + step + 4, little);
    return denominator === 0 ? Number.NaN : tiff.getUint32(at + step, little) / denominator;
  }) as [number, number, number];
  return whole + minutes / 60 + (Number.isNaN(seconds) ? 0 : seconds / 3600);
}

function letter(tiff: DataView, entry: Entry | undefined): string {
  return entry?.type === TYPE_ASCII ? String.fromCharCode(tiff.getUint8(entry.at)) : '';
}

function read(tiff: DataView): Point | undefined {
  const little = tiff.getUint16(0) === 0x4949;
  if (tiff.getUint16(2, little) !== 42) return undefined;
  const pointer = entries(tiff, tiff.getUint32(4, little), little).get(POINTER_TO_GPS);
  if (pointer?.type !== TYPE_LONG) return undefined;
  const gps = entries(tiff, tiff.getUint32(pointer.at, little), little);
  const lat = degrees(tiff, gps.get(LATITUDE), little) * (letter(tiff, gps.get(LATITUDE_REF)) === 'S' ? -1 : 1);
  const lon = degrees(tiff, gps.get(LONGITUDE), little) * (letter(tiff, gps.get(LONGITUDE_REF)) === 'W' ? -1 : 1);
  // Some cameras write zeros where they have no fix.
  if (!(Math.abs(lat) <= 90) || !(Math.abs(lon) <= 180) || (lat === 0 && lon === 0)) return undefined;
  return { lat, lon };
}

/** The place a picture names, from its first bytes. Damaged metadata is the same as none. */
export function gpsOf(head: Uint8Array): Point | undefined {
  try {
    const tiff = tiffOf(head);
    return tiff && read(tiff);
  } catch {
    return undefined;
  }
}
