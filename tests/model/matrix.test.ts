import { describe, expect, it } from 'vitest';
import { compileEmbedded } from '../../scripts/write-embedded';
import { multiply, multiplyPlainly } from '../../src/model/matrix';
import { multiplyQuickly } from '../../src/model/multiply64';
import { MULTIPLY64 } from '../../src/model/multiply64-code';
import { noise } from '../analysis/synthetic';

describe('the product of matrices', () => {
  it.each([
    [1, 1, 1],
    [5, 3, 7],
    [4, 4, 4],
    [130, 17, 30],
    [63, 40, 113],
  ])(
    'of [%i, %i]·[·, %i] is the sum of products, and the same to the bit with SIMD',
    (rows, inner, columns) => {
      const a = noise(rows * inner, 1);
      const b = noise(inner * columns, 2);
      const start = noise(rows * columns, 3);
      const plain = multiplyPlainly(a, b, rows, inner, columns, start.slice());
      const quick = start.slice();
      expect(multiplyQuickly(a, b, rows, inner, columns, quick)).toBe(true);
      expect(quick).toEqual(plain);
      expect(multiply(a, b, rows, inner, columns, start.slice())).toEqual(plain);
      for (const [i, j] of [
        [0, 0],
        [rows - 1, columns - 1],
      ] as const) {
        let sum = start[i * columns + j] ?? Number.NaN;
        for (let k = 0; k < inner; k++)
          sum += (a[i * inner + k] ?? Number.NaN) * (b[k * columns + j] ?? Number.NaN);
        expect(plain[i * columns + j]).toBeCloseTo(sum, 12);
      }
    },
  );

  it('takes float32 factors as they are', () => {
    const a = Float32Array.from(noise(60 * 50, 1));
    const b = Float32Array.from(noise(50 * 40, 2));
    expect(multiply(a, b, 60, 50, 40)).toEqual(multiplyPlainly(a, b, 60, 50, 40));
  });

  it('is compiled from the source that stands beside it', async () => {
    expect(MULTIPLY64).toBe(await compileEmbedded('multiply64'));
  });
});
