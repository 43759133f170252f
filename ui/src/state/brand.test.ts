import { expect, test } from 'vitest';
import { brandProperties, contrast } from './brand';

const rgb = (text: string | undefined) => (text?.match(/\d+/g)?.map(Number) ?? []) as [number, number, number];

test('every brand colour can be read on every surface in both modes', () => {
  for (const hex of ['#1c3f7a', '#c8102e', '#ffd500', '#00a651', '#000000', '#ffffff', '#7f7f7f']) {
    const brand = brandProperties(hex);
    expect(contrast(rgb(brand?.['--rh-town-light']), [242, 243, 247]), hex).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(brand?.['--rh-town-dark']), [30, 32, 52]), hex).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(brand?.['--rh-town-light']), rgb(brand?.['--rh-town-on-light'])), hex).toBeGreaterThanOrEqual(4.5);
    expect(contrast(rgb(brand?.['--rh-town-dark']), rgb(brand?.['--rh-town-on-dark'])), hex).toBeGreaterThanOrEqual(4.5);
  }
});

test('what is not a colour changes nothing', () => {
  expect(brandProperties('red')).toBeUndefined();
});
