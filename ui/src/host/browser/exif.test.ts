import { expect, test } from 'vitest';
import { gpsOf } from './exif';

/** A TIFF block with a GPS directory, as a camera writes it. */
function tiff(little: boolean, refs: [string, string], values: number[][]): Uint8Array {
  const view = new DataView(new ArrayBuffer(200));
  const u16 = (at: number, value: number) => view.setUint16(at, value, little);
  const u32 = (at: number, value: number) => view.setUint32(at, value, little);
  view.setUint16(0, little ? 0x4949 : 0x4d4d);
  u16(2, 42);
  u32(4, 8);
  const entry = (at: number, tag: number, type: number, count: number, value: number) => {
    u16(at, tag);
    u16(at + 2, type);
    u32(at + 4, count);
    u32(at + 8, value);
  };
  u16(8, 1);
  entry(10, 0x8825, 4, 1, 30);
  u16(30, 4);
  entry(32, 1, 2, 2, 0);
  view.setUint8(40, refs[0].charCodeAt(0));
  entry(44, 2, 5, 3, 100);
  entry(56, 3, 2, 2, 0);
  view.setUint8(64, refs[1].charCodeAt(0));
  entry(68, 4, 5, 3, 130);
  for (const [row, at] of [[0, 100], [1, 130]] as const) {
    for (const [index, value] of (values[row] ?? []).entries()) {
      u32(at + index * 8, value * 100);
      u32(at + index * 8 + 4, 100);
    }
  }
  return new Uint8Array(view.buffer);
}

function jpeg(block: Uint8Array): Uint8Array {
  const length = block.length + 8;
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, 0x45, 0x78, 0x69, 0x66, 0, 0, ...block, 0xff, 0xda, 0, 2]);
}

function check(file: Uint8Array, want: [number, number] | undefined) {
  const point = gpsOf(file);
  if (!want) return expect(point).toBeUndefined();
  expect(point?.lat).toBeCloseTo(want[0], 6);
  expect(point?.lon).toBeCloseTo(want[1], 6);
}

test('a photo says where it was taken, in both byte orders and on both sides of the world', () => {
  const place = [[52, 27, 36], [11, 51, 18]];
  check(jpeg(tiff(true, ['N', 'E'], place)), [52.46, 11.855]);
  check(jpeg(tiff(false, ['N', 'E'], place)), [52.46, 11.855]);
  check(jpeg(tiff(true, ['S', 'W'], place)), [-52.46, -11.855]);
});

test('zeros, nonsense and damage are no suggestion', () => {
  check(jpeg(tiff(true, ['N', 'E'], [[0, 0, 0], [0, 0, 0]])), undefined);
  check(jpeg(tiff(true, ['N', 'E'], [[99, 0, 0], [11, 0, 0]])), undefined);
  check(new Uint8Array([0xff, 0xd8, 0xff]), undefined);
  const whole = jpeg(tiff(true, ['N', 'E'], [[52, 27, 36], [11, 51, 18]]));
  for (let length = 0; length < whole.length - 20; length += 7) {
    expect(() => gpsOf(whole.slice(0, length))).not.toThrow();
  }
});
