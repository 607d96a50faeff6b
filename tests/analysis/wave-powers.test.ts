import { describe, expect, it } from 'vitest';
import { compileEmbedded } from '../../scripts/write-embedded';
import { createDft } from '../../src/analysis/dft';
import { cosRow, highestFrequency, sinRow } from '../../src/analysis/fourier-basis';
import { marginalTables, plainTables } from '../../src/analysis/marginal-tables';
import { MARGINALS } from '../../src/analysis/marginals-code';
import { pairMarginals } from '../../src/analysis/pair-marginals';
import { blockPower, wavePowers } from '../../src/analysis/wave-powers';
import { noise } from './synthetic';

describe.each([13, 22])('the wave powers of any surface mod %i', (p) => {
  const width = 3;
  const values = noise(p * p * width, 5).map((value, i) => value + (i % width));
  const powers = wavePowers(pairMarginals(values, width, p));
  const dft = createDft(p);

  it('are those of its 3×3 blocks in the 2-D transform', () => {
    for (let channel = 0; channel < width; channel++) {
      const surface = values.filter((_, i) => i % width === channel);
      const c = dft.forward2d(surface);
      const square = (i: number, j: number) => (c[i * p + j] ?? Number.NaN) ** 2;
      let total = 0;
      for (let at = 1; at < c.length; at++) total += (c[at] ?? Number.NaN) ** 2;
      expect(powers.total[channel]).toBeCloseTo(total, 9);
      for (let k = 1; k <= highestFrequency(p); k++) {
        const rows = [cosRow(k), sinRow(k)];
        const single = rows.reduce((sum, row) => sum + square(row, 0) + square(0, row), 0);
        const products = rows.flatMap((i) => rows.map((j) => square(i, j))).reduce((a, b) => a + b, 0);
        expect(powers.single[(k - 1) * width + channel]).toBeCloseTo(single, 9);
        expect(powers.products[(k - 1) * width + channel]).toBeCloseTo(products, 9);
        expect(blockPower(powers, k, channel)).toBeCloseTo(single + products, 9);
      }
      let additive = 0;
      for (let i = 1; i < p; i++) additive += square(i, 0) + square(0, i);
      expect(powers.additive[channel]).toBeCloseTo(additive, 9);
    }
  });

  it('are zero for a channel that only rounding moves', () => {
    const still = Float64Array.from({ length: p * p }, (_, i) => 1000 + (i % 7) * 1e-13);
    expect(wavePowers(pairMarginals(still, 1, p)).total[0]).toBe(0);
  });
});

describe('the sums along four directions', () => {
  it.each([
    [13, 2],
    [22, 130],
    [5, 64],
  ])(
    'of %i² pairs of %i values are the same to the bit with SIMD, one set of tables after the other',
    (p, width) => {
      const values = noise(p * p * width, 8);
      const origin = values.slice(0, width);
      const plain = plainTables(p, width);
      for (let round = 0; round < 2; round++) {
        const quick = marginalTables(p, width);
        for (let x = 0; x < p; x++) {
          const row = values.subarray(x * p * width, (x + 1) * p * width);
          quick.add(x, row, origin);
          if (round === 0) plain.add(x, row, origin);
        }
        expect(quick.rows.buffer.byteLength).not.toBe(plain.rows.buffer.byteLength);
        for (const table of ['rows', 'columns', 'sums', 'differences', 'squares'] as const)
          expect(Array.from(quick[table])).toEqual(Array.from(plain[table]));
        quick.free();
      }
    },
  );

  it('are compiled from the source that stands beside them', async () => {
    expect(MARGINALS).toBe(await compileEmbedded('marginals'));
  });
});
