// Photos made on the spot: a real JPEG drawn and encoded by the browser, with the metadata a telephone writes into it.
import type { Browser } from '@playwright/test';

export interface Spot {
  lat: number;
  lon: number;
}

export interface PhotoFile {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** Stands in the metadata and may be found nowhere in the town. */
export const CAMERA = 'SecretCam9';

/** A bus stop with a broken pane, 1600 x 1200. */
export async function drawnJpeg(browser: Browser): Promise<Buffer> {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async () => {
    const canvas = document.createElement('canvas');
    canvas.width = 1600;
    canvas.height = 1200;
    const pen = canvas.getContext('2d')!;
    const box = (colour: string, x: number, y: number, width: number, height: number) => {
      pen.fillStyle = colour;
      pen.fillRect(x, y, width, height);
    };
    const sky = pen.createLinearGradient(0, 0, 0, 800);
    sky.addColorStop(0, '#8fb3d9');
    sky.addColorStop(1, '#dfe9f0');
    pen.fillStyle = sky;
    pen.fillRect(0, 0, 1600, 1200);
    box('#6d7f5a', 0, 560, 1600, 240);
    box('#9a9a98', 0, 780, 1600, 160);
    box('#55565a', 0, 940, 1600, 260);
    box('#3a4652', 380, 330, 900, 46);
    box('#3a4652', 400, 370, 26, 480);
    box('#3a4652', 1234, 370, 26, 480);
    box('rgba(190, 220, 230, 0.75)', 440, 390, 370, 430);
    box('rgba(190, 220, 230, 0.75)', 830, 390, 380, 430);
    box('#7a5a3c', 520, 720, 520, 34);
    box('#f2c200', 200, 300, 20, 560);
    pen.fillStyle = '#0b7a3e';
    pen.beginPath();
    pen.arc(210, 300, 74, 0, 7);
    pen.fill();
    pen.fillStyle = '#f2c200';
    pen.font = 'bold 92px sans-serif';
    pen.textAlign = 'center';
    pen.fillText('H', 210, 332);
    pen.strokeStyle = '#f7fbfd';
    pen.lineWidth = 4;
    for (let ray = 0; ray < 26; ray += 1) {
      const angle = (ray / 26) * Math.PI * 2;
      pen.beginPath();
      pen.moveTo(1010, 590);
      pen.lineTo(1010 + Math.cos(angle) * (110 + ((ray * 37) % 90)), 590 + Math.sin(angle) * (90 + ((ray * 53) % 100)));
      pen.stroke();
    }
    const blob = await new Promise<Blob>((done) => canvas.toBlob((made) => done(made!), 'image/jpeg', 0.9));
    const bytes = new Uint8Array(await blob.arrayBuffer());
    let binary = '';
    for (let at = 0; at < bytes.length; at += 4096) binary += String.fromCharCode(...bytes.subarray(at, at + 4096));
    return btoa(binary);
  });
  await page.close();
  return Buffer.from(base64, 'base64');
}

function segment(marker: number, content: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xff00 | marker, 0);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

const ASCII = 2;
const LONG = 4;
const RATIONAL = 5;

// One directory of TIFF 6.0: count, entries of twelve bytes, no next directory.
function directory(entries: [tag: number, type: number, count: number, value: number][]): Buffer {
  const bytes = Buffer.alloc(2 + entries.length * 12 + 4);
  bytes.writeUInt16LE(entries.length, 0);
  for (const [at, [tag, type, count, value]] of entries.entries()) {
    const place = 2 + at * 12;
    bytes.writeUInt16LE(tag, place);
    bytes.writeUInt16LE(type, place + 2);
    bytes.writeUInt32LE(count, place + 4);
    bytes.writeUInt32LE(value, place + 8);
  }
  return bytes;
}

function degrees(value: number): Buffer {
  const whole = Math.floor(value);
  const minutes = Math.floor((value - whole) * 60);
  const seconds = Math.round(((value - whole) * 60 - minutes) * 60 * 10_000);
  const bytes = Buffer.alloc(24);
  for (const [at, number] of [whole, 1, minutes, 1, seconds, 10_000].entries()) bytes.writeUInt32LE(number, at * 4);
  return bytes;
}

// EXIF 2.32: camera in the first directory, place in the GPS directory. North and east only.
function exif(spot: Spot): Buffer {
  const model = Buffer.from(`${CAMERA}\0`, 'ascii');
  const gpsAt = 8 + 2 + 2 * 12 + 4;
  const latAt = gpsAt + 2 + 4 * 12 + 4;
  const modelAt = latAt + 48;
  const head = Buffer.from([0x49, 0x49, 0x2a, 0, 8, 0, 0, 0]);
  const first = directory([
    [0x0110, ASCII, model.length, modelAt],
    [0x8825, LONG, 1, gpsAt],
  ]);
  const gps = directory([
    [1, ASCII, 2, 'N'.charCodeAt(0)],
    [2, RATIONAL, 3, latAt],
    [3, ASCII, 2, 'E'.charCodeAt(0)],
    [4, RATIONAL, 3, latAt + 24],
  ]);
  return Buffer.concat([Buffer.from('Exif\0\0', 'ascii'), head, first, gps, degrees(spot.lat), degrees(spot.lon), model]);
}

/** The picture as a telephone would have written it: with place and camera. */
export function takenAt(jpeg: Buffer, spot: Spot): PhotoFile {
  const comment = Buffer.from(`taken with ${CAMERA}`, 'ascii');
  const buffer = Buffer.concat([jpeg.subarray(0, 2), segment(0xe1, exif(spot)), segment(0xfe, comment), jpeg.subarray(2)]);
  return { name: 'bus-stop.jpg', mimeType: 'image/jpeg', buffer };
}

/** The first bytes of what an iPhone writes (ISO 14496-12, brand of ISO 23008-12); no decoder needs to see more. */
export function heic(): PhotoFile {
  const buffer = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypheic\0\0\0\0mif1heic', 'ascii'), Buffer.alloc(2000, 7)]);
  return { name: 'IMG_0001.HEIC', mimeType: 'image/heic', buffer };
}

/** The markers of a JPEG up to the picture itself, as names: `APP1 Exif`, `DQT`. */
export function segmentsOf(jpeg: Buffer): string[] {
  const found: string[] = [];
  let at = 2;
  while (at + 4 <= jpeg.length && jpeg[at] === 0xff) {
    const marker = jpeg[at + 1]!;
    const kind = jpeg.toString('latin1', at + 4, at + 8);
    if (marker >= 0xe0 && marker <= 0xef) found.push(`APP${marker - 0xe0} ${kind}`);
    else if (marker === 0xfe) found.push('COM');
    if (marker === 0xda) break;
    at += 2 + jpeg.readUInt16BE(at + 2);
  }
  return found;
}
