import { describe, expect, it } from 'vitest';
import { cyclic, sequential } from '../../src/theme/color-map';
import { lightness } from '../../src/theme/oklab';

const apart = (a: readonly number[], b: readonly number[]) =>
  Math.hypot(...a.map((channel, i) => channel - (b[i] ?? 0)));

describe('the colour maps', () => {
  it('ends the cyclic one where it begins, so that nothing is seen where a clock starts again', () => {
    expect(cyclic.hex(1)).toBe(cyclic.hex(0));
  });

  it('gives neighbours on a clock of 113 nearly the same colour, and far places clearly different ones', () => {
    const at = (n: number) => cyclic.rgb((n % 113) / 113);
    for (let n = 0; n < 113; n++) {
      expect(apart(at(n), at(n + 1))).toBeLessThan(0.06);
      for (let away = 12; away <= 56; away++) expect(apart(at(n), at(n + away))).toBeGreaterThan(0.12);
    }
  });

  it('rises in lightness from the first to the last colour of the sequential one', () => {
    const light = Array.from({ length: 65 }, (_, i) => lightness(sequential.rgb(i / 64)));
    expect(light).toEqual([...light].sort((a, b) => a - b));
  });
});
