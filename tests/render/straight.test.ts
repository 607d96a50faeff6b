import { expect, it } from 'vitest';
import { straighten } from '../../src/render/page/straight';

const run = (pixels: number[], how: Partial<Parameters<typeof straighten>[1]>) => {
  const bytes = Uint8Array.from(pixels);
  straighten(bytes, { blueFirst: false, multiplied: false, opaque: false, ...how });
  return [...bytes];
};

it('colours that were multiplied by their alpha come out as they were', () => {
  // For every colour and alpha, within what eight bits of the product can tell.
  for (let alpha = 1; alpha < 256; alpha += 7) {
    for (let colour = 0; colour < 256; colour += 5) {
      const product = Math.round((colour * alpha) / 255);
      const [red = 0] = run([product, 0, 0, alpha], { multiplied: true });
      expect(Math.abs(red - colour)).toBeLessThanOrEqual(Math.ceil(255 / alpha / 2));
    }
  }
  expect(run([9, 9, 9, 0], { multiplied: true })).toEqual([0, 0, 0, 0]);
});

it('colours that were not multiplied stay', () => {
  expect(run([10, 20, 30, 128], {})).toEqual([10, 20, 30, 128]);
});

it('red comes first, and an opaque film has no alpha whatever the fourth byte says', () => {
  expect(run([30, 20, 10, 0], { blueFirst: true, multiplied: true, opaque: true })).toEqual([
    10, 20, 30, 255,
  ]);
});
