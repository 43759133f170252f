// A QR code (ISO/IEC 18004): nobody types a long address or 43 random characters. Byte mode, error correction M, versions 1 to 10,
// which is up to 213 bytes; written here because a library brings all modes, versions and painters.

/** Error correction codewords of a block and number of blocks, level M, by version. */
const ECC = [10, 16, 26, 18, 24, 16, 18, 22, 22, 26];
const BLOCKS = [1, 1, 1, 2, 2, 4, 4, 4, 5, 5];

const table = <T>(list: readonly T[], at: number): T => list[at] as T;

function rawBits(version: number): number {
  let bits = (16 * version + 128) * version + 64;
  if (version >= 2) {
    const marks = Math.floor(version / 7) + 2;
    bits -= (25 * marks - 10) * marks - 55;
    if (version >= 7) bits -= 36;
  }
  return bits;
}

const dataBytes = (version: number) => Math.floor(rawBits(version) / 8) - table(ECC, version - 1) * table(BLOCKS, version - 1);

// Multiplication in GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1.
function times(a: number, b: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit -= 1) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((b >>> bit) & 1) * a;
  }
  return product;
}

function divisor(degree: number): number[] {
  const result = new Array<number>(degree).fill(0);
  result[degree - 1] = 1;
  let root = 1;
  for (let round = 0; round < degree; round += 1) {
    for (let at = 0; at < degree; at += 1) result[at] = times(table(result, at), root) ^ (result[at + 1] ?? 0);
    root = times(root, 2);
  }
  return result;
}

function remainder(data: readonly number[], by: readonly number[]): number[] {
  const result = new Array<number>(by.length).fill(0);
  for (const byte of data) {
    const factor = byte ^ (result.shift() ?? 0);
    result.push(0);
    by.forEach((coefficient, at) => (result[at] = table(result, at) ^ times(coefficient, factor)));
  }
  return result;
}

function codewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const push = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at -= 1) bits.push((value >>> at) & 1);
  };
  push(4, 4);
  push(bytes.length, version < 10 ? 8 : 16);
  for (const byte of bytes) push(byte, 8);
  const room = dataBytes(version) * 8;
  push(0, Math.min(4, room - bits.length));
  push(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) push(pad, 8);
  const data: number[] = [];
  for (let at = 0; at < bits.length; at += 8) data.push(bits.slice(at, at + 8).reduce((byte, bit) => (byte << 1) | bit, 0));
  return interleave(data, version);
}

function interleave(data: readonly number[], version: number): number[] {
  const [count, ecc] = [table(BLOCKS, version - 1), table(ECC, version - 1)];
  const raw = Math.floor(rawBits(version) / 8);
  const short = count - (raw % count);
  const length = Math.floor(raw / count) - ecc;
  const by = divisor(ecc);
  const blocks: { data: readonly number[]; ecc: number[] }[] = [];
  for (let block = 0, from = 0; block < count; block += 1) {
    const part = data.slice(from, from + length + (block < short ? 0 : 1));
    from += part.length;
    blocks.push({ data: part, ecc: remainder(part, by) });
  }
  const result: number[] = [];
  for (let at = 0; at <= length; at += 1) for (const block of blocks) if (at < block.data.length) result.push(table(block.data, at));
  for (let at = 0; at < ecc; at += 1) for (const block of blocks) result.push(table(block.ecc, at));
  return result;
}

class Grid {
  readonly size: number;
  readonly dark: boolean[][];
  private readonly fixed: boolean[][];

  constructor(readonly version: number) {
    this.size = version * 4 + 17;
    const rows = () => Array.from({ length: this.size }, () => new Array<boolean>(this.size).fill(false));
    [this.dark, this.fixed] = [rows(), rows()];
  }

  get(x: number, y: number): boolean {
    return this.dark[y]?.[x] ?? false;
  }

  private put(x: number, y: number, dark: boolean): void {
    const [row, fixed] = [this.dark[y], this.fixed[y]];
    if (!row || !fixed || x < 0 || x >= this.size) return;
    row[x] = dark;
    fixed[x] = true;
  }

  /** Finder, timing and alignment patterns. */
  frame(): void {
    for (let at = 0; at < this.size; at += 1) {
      this.put(6, at, at % 2 === 0);
      this.put(at, 6, at % 2 === 0);
    }
    for (const [cx, cy] of [[3, 3], [this.size - 4, 3], [3, this.size - 4]] as const) {
      for (let dy = -4; dy <= 4; dy += 1) for (let dx = -4; dx <= 4; dx += 1) {
        const ring = Math.max(Math.abs(dx), Math.abs(dy));
        this.put(cx + dx, cy + dy, ring !== 2 && ring !== 4);
      }
    }
    const marks = this.marks();
    const last = marks.length - 1;
    marks.forEach((cx, i) => marks.forEach((cy, j) => {
      if ((i === 0 && (j === 0 || j === last)) || (i === last && j === 0)) return;
      for (let dy = -2; dy <= 2; dy += 1) for (let dx = -2; dx <= 2; dx += 1) this.put(cx + dx, cy + dy, Math.max(Math.abs(dx), Math.abs(dy)) !== 1);
    }));
  }

  private marks(): number[] {
    if (this.version === 1) return [];
    const count = Math.floor(this.version / 7) + 2;
    const step = Math.ceil((this.size - 13) / (count * 2 - 2)) * 2;
    return [6, ...Array.from({ length: count - 1 }, (_, at) => this.size - 7 - step * (count - 2 - at))];
  }

  /** Level M and the mask, twice; the version too from 7 on. */
  facts(mask: number): void {
    let rest = mask;
    for (let round = 0; round < 10; round += 1) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
    const bits = ((mask << 10) | rest) ^ 0x5412;
    const bit = (at: number) => ((bits >>> at) & 1) === 1;
    for (let at = 0; at <= 5; at += 1) this.put(8, at, bit(at));
    this.put(8, 7, bit(6));
    this.put(8, 8, bit(7));
    this.put(7, 8, bit(8));
    for (let at = 9; at < 15; at += 1) this.put(14 - at, 8, bit(at));
    for (let at = 0; at < 8; at += 1) this.put(this.size - 1 - at, 8, bit(at));
    for (let at = 8; at < 15; at += 1) this.put(8, this.size - 15 + at, bit(at));
    this.put(8, this.size - 8, true);
    if (this.version >= 7) this.versionFacts();
  }

  private versionFacts(): void {
    let rest = this.version;
    for (let round = 0; round < 12; round += 1) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
    const bits = (this.version << 12) | rest;
    for (let at = 0; at < 18; at += 1) {
      const [a, b] = [this.size - 11 + (at % 3), Math.floor(at / 3)];
      const dark = ((bits >>> at) & 1) === 1;
      this.put(a, b, dark);
      this.put(b, a, dark);
    }
  }

  /** The data, zigzag from the lower right corner; mask 0 turns every second square. */
  fill(words: readonly number[]): void {
    let at = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      for (let step = 0; step < this.size; step += 1) for (const x of [right, right - 1]) {
        const up = ((right + 1) & 2) === 0;
        const y = up ? this.size - 1 - step : step;
        const row = this.dark[y];
        if (!row || this.fixed[y]?.[x]) continue;
        const bit = ((words[at >>> 3] ?? 0) >>> (7 - (at & 7))) & 1;
        row[x] = (bit === 1) !== ((x + y) % 2 === 0);
        at += 1;
      }
    }
  }
}

/** The dark squares of the code, row by row; nothing when the text is too long. */
export function qrCode(text: string): boolean[][] | undefined {
  const bytes = new TextEncoder().encode(text);
  const version = ECC.findIndex((_, at) => bytes.length + (at + 1 < 10 ? 2 : 3) <= dataBytes(at + 1)) + 1;
  if (version === 0) return undefined;
  const grid = new Grid(version);
  grid.frame();
  grid.facts(0);
  grid.fill(codewords(bytes, version));
  return grid.dark;
}

/** One SVG path for all dark squares, one unit each. */
export function qrPath(dark: readonly (readonly boolean[])[]): string {
  return dark.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : ''))).join('');
}
