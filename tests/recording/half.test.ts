import { describe, expect, it } from 'vitest';
import { floatToHalf, halfToFloat, halvesToFloats } from '../../src/recording/half';

describe('half-precision numbers', () => {
  it('come back unchanged from all 63 488 finite bit patterns', () => {
    for (let bits = 0; bits < 0x10000; bits++) {
      if ((bits & 0x7c00) === 0x7c00) continue;
      expect(floatToHalf(halfToFloat(bits))).toBe(bits);
    }
  });

  it('are the same whether they are read one by one or all at once', () => {
    const floats = halvesToFloats(Uint16Array.from({ length: 0x10000 }, (_, bits) => bits));
    for (let bits = 0; bits < 0x10000; bits++) expect(floats[bits]).toBe(halfToFloat(bits));
  });

  it('round to the nearest, ties to even', () => {
    expect(halfToFloat(floatToHalf(1 + 1 / 2048))).toBe(1);
    expect(halfToFloat(floatToHalf(1 + 3 / 2048))).toBe(1 + 2 / 1024);
    expect(halfToFloat(floatToHalf(1 + 1.01 / 2048))).toBe(1 + 1 / 1024);
    expect(halfToFloat(floatToHalf(2 ** -25))).toBe(0);
    expect(halfToFloat(floatToHalf(3 * 2 ** -25))).toBe(2 ** -23);
  });

  it('carry into the exponent when a fraction rounds up', () => {
    expect(halfToFloat(floatToHalf(1.9999))).toBe(2);
    expect(halfToFloat(floatToHalf(2 ** -14 * 0.99999))).toBe(2 ** -14);
  });

  it('become infinite where the largest finite one is exceeded by half a step', () => {
    expect(halfToFloat(floatToHalf(65519.9))).toBe(65504);
    expect(halfToFloat(floatToHalf(65520))).toBe(Number.POSITIVE_INFINITY);
    expect(halfToFloat(floatToHalf(Number.NEGATIVE_INFINITY))).toBe(Number.NEGATIVE_INFINITY);
    expect(halfToFloat(floatToHalf(Number.NaN))).toBeNaN();
  });
});
