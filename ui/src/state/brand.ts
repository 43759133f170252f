// The town's one colour becomes two: as given on light ground, lightened in OKLab on dark ground until it can be read there.

type Rgb = [number, number, number];
const LIGHT_SURFACES: Rgb[] = [
  [255, 255, 255],
  [242, 243, 247],
];
const DARK_SURFACES: Rgb[] = [
  [19, 21, 37],
  [30, 32, 52],
];
/** WCAG 2.2, success criterion 1.4.3, with room for grounds that are tinted with the colour itself. */
const CONTRAST_LIGHT = 5.5;
const CONTRAST_DARK = 7.5;

function parse(hex: string): Rgb | undefined {
  const match = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex);
  if (!match) return undefined;
  return [1, 2, 3].map((at) => Number.parseInt(match[at] ?? '0', 16)) as Rgb;
}

const toLinear = (byte: number) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
};
const toByte = (linear: number) => {
  const value = linear <= 0.0031308 ? linear * 12.92 : 1.055 * linear ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(1, Math.max(0, value)) * 255);
};

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * toLinear(r) + 0.7152 * toLinear(g) + 0.0722 * toLinear(b);
}

/** Contrast ratio, 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

// OKLab, Björn Ottosson 2020.
function toLab(rgb: Rgb): Rgb {
  const [r, g, b] = rgb.map(toLinear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function fromLab([L, a, b]: Rgb): Rgb {
  const l = (L + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (L - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (L - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    toByte(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    toByte(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    toByte(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** Goes towards `end`; the colour itself fades only half as fast as its lightness changes, so that it stays the town's. */
function mix(a: Rgb, b: Rgb, share: number): Rgb {
  const [from, to] = [toLab(a), toLab(b)];
  const step = (at: 0 | 1 | 2, part: number) => from[at] + (to[at] - from[at]) * part;
  return fromLab([step(0, share), step(1, share / 2), step(2, share / 2)]);
}

function towards(colour: Rgb, end: Rgb, surfaces: Rgb[], contrastMin: number): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = mix(colour, end, share);
    if (surfaces.every((surface) => contrast(candidate, surface) >= contrastMin)) return candidate;
  }
  return end;
}

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [19, 21, 37];
const css = (rgb: Rgb) => `rgb(${rgb.join(' ')})`;
const on = (colour: Rgb) => (contrast(colour, WHITE) >= contrast(colour, INK) ? WHITE : INK);

/** The four custom properties for a town's colour; nothing when it is not a colour. */
export function brandProperties(hex: string): Record<string, string> | undefined {
  const colour = parse(hex);
  if (!colour) return undefined;
  const light = towards(colour, INK, LIGHT_SURFACES, CONTRAST_LIGHT);
  const dark = towards(colour, WHITE, DARK_SURFACES, CONTRAST_DARK);
  return {
    '--rh-town-light': css(light),
    '--rh-town-on-light': css(on(light)),
    '--rh-town-dark': css(dark),
    '--rh-town-on-dark': css(on(dark)),
  };
}

/** Applies the colour through the CSSOM: the policy allows no style attributes. */
export function applyBrand(hex: string | null | undefined): void {
  const properties = hex ? brandProperties(hex) : undefined;
  const style = document.documentElement.style;
  for (const name of ['--rh-town-light', '--rh-town-on-light', '--rh-town-dark', '--rh-town-on-dark']) {
    const value = properties?.[name];
    if (value) style.setProperty(name, value);
    else style.removeProperty(name);
  }
}
