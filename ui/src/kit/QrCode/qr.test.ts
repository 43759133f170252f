import { expect, test } from 'vitest';
import { qrCode } from './qr';

// Read back by an independent decoder (jsQR) when it was written down, as were codes of all ten versions.
const RATHAUS = [
  '#######..#....#######',
  '#.....#.####..#.....#',
  '#.###.#..####.#.###.#',
  '#.###.#....#..#.###.#',
  '#.###.#.##..#.#.###.#',
  '#.....#..#..#.#.....#',
  '#######.#.#.#.#######',
  '.........#.##........',
  '#.#.#.#....#....#..#.',
  '.##.##........##.#.##',
  '.##.#.#..##.#...#####',
  '#..###.#.##...#.#..##',
  '.#.#..##....#.#.##..#',
  '........#..#.#..#...#',
  '#######...##.####.###',
  '#.....#....###......#',
  '#.###.#.##.#.####..##',
  '#.###.#...#...#.####.',
  '#.###.#.##..#..##.#.#',
  '#.....#...#...#....#.',
  '#######.##..#.#.#..##',
];

test('the code of a text is the one that a decoder reads', () => {
  expect(qrCode('rathaus')?.map((row) => row.map((dark) => (dark ? '#' : '.')).join(''))).toEqual(RATHAUS);
});

test('a status link of a long address fits, a novel does not', () => {
  expect(qrCode(`https://${'rathaus.'.repeat(16)}example/meldung#${'x'.repeat(43)}`)?.length).toBe(57);
  expect(qrCode('x'.repeat(214))).toBeUndefined();
});
