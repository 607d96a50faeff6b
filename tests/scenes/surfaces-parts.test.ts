import { describe, expect, it } from 'vitest';
import { fractionOfVarianceExplained } from '../../src/analysis/fve';
import { MersenneTwister } from '../../src/model/mersenne-twister';
import { weightedSum } from '../../src/nodes/stage3d/surface-geometry';
import { partTex, productTex } from '../../src/scenes/surfaces/formulas';
import {
  decompose,
  explainedBy,
  extent,
  heldAt,
  PART_KINDS,
  restWeights,
  rowOf,
} from '../../src/scenes/surfaces/parts';

const p = 31;
const w = (2 * Math.PI) / p;
const random = new MersenneTwister(7);
const surface = (height: (x: number, y: number) => number) =>
  Float64Array.from({ length: p * p }, (_, i) => height(Math.floor(i / p), i % p));

/** Waves of every kind, a second one of x, one that belongs to no kind, and noise. */
const neuron = surface(
  (x, y) =>
    0.7 +
    0.9 * Math.cos(3 * w * x + 0.4) +
    0.3 * Math.cos(6 * w * x - 1) +
    0.8 * Math.cos(3 * w * y + 0.4) +
    0.5 * Math.cos(3 * w * (x + y) + 1.1) +
    0.35 * Math.cos(3 * w * (x - y) - 0.2) +
    0.1 * Math.cos(w * (3 * x + 6 * y)) +
    0.02 * random.normal(),
);
const parts = decompose(neuron, p);
const ordered = PART_KINDS.map((kind) => parts.parts[kind]);

/** Reads a formula off the screen: a sum of A·cos(M·π·(ax + by)/p + φ), or of products of two cosines. */
function heightOf(lines: readonly string[]): (x: number, y: number) => number {
  const code = lines
    .join(' ')
    .replaceAll('\\,', ' ')
    .replaceAll('\\mathrm{cos}', '*Math.cos')
    .replaceAll('\\pi', '*Math.PI*')
    .replace(/\)\s+\*Math/g, ')*Math');
  return new Function('x', 'y', `return ${code};`) as (x: number, y: number) => number;
}

describe('a neuron taken apart', () => {
  it('is at every pair its mean, its four parts and the rest', () => {
    neuron.forEach((value, i) => {
      const sum = ordered.reduce((total, { sheet }) => total + (sheet.data[i] ?? 0), parts.mean);
      expect(sum + (parts.rest.data[i] ?? 0)).toBeCloseTo(value, 12);
    });
  });

  it('leaves on every frame sheets that add up to the neuron, however far each part is out', () => {
    const out = [1, 0.3, 0.85, 0];
    const fields = [parts.centred, ...ordered.map(({ sheet }) => sheet)];
    const rest = weightedSum(fields, restWeights(out));
    const taken = weightedSum(fields.slice(1), out);
    rest.forEach((value, i) => {
      expect(value + (taken[i] ?? 0)).toBeCloseTo(parts.centred.data[i] ?? Number.NaN, 5);
    });
  });

  it('shows the wave of x − y beside that of x + y, however weak it is', () => {
    const lopsided = decompose(
      surface((x, y) => Math.cos(5 * w * (x + y)) + 1e-4 * Math.cos(5 * w * (x - y))),
      p,
    );
    expect(lopsided.parts.difference.waves).toMatchObject([{ kx: 5, ky: -5 }]);
    expect(lopsided.parts.difference.waves[0]?.amplitude).toBeCloseTo(1e-4, 9);
  });

  it('shows a second wave of a kind where it counts, and no third', () => {
    expect(parts.parts.row.waves.map(({ kx }) => kx)).toEqual([3, 6]);
    expect(parts.parts.column.waves.map(({ ky }) => ky)).toEqual([3]);
  });

  it('prints formulas that draw the sheet beside them, to the printed digits', () => {
    for (const part of ordered) {
      const height = heightOf(partTex(part, p));
      for (const [x, y] of [
        [0, 0],
        [3, 17],
        [30, 8],
      ] as const) {
        expect(Math.abs(height(x, y) - (part.sheet.data[x * p + y] ?? 0))).toBeLessThan(0.02);
      }
    }
  });

  it('writes the two diagonal waves as a product and a remainder that are the same surface', () => {
    const lines = productTex(parts);
    if (lines === undefined) throw new Error('these two waves are close to a product');
    expect(lines.length).toBe(2);
    const height = heightOf(lines);
    for (const [x, y] of [
      [0, 0],
      [3, 17],
      [30, 8],
    ] as const) {
      const waves =
        (parts.parts.sum.sheet.data[x * p + y] ?? 0) + (parts.parts.difference.sheet.data[x * p + y] ?? 0);
      expect(Math.abs(height(x, y) - waves)).toBeLessThan(0.03);
    }
  });

  it('calls nothing a product that is one wave, or two of different frequencies', () => {
    const lopsided = decompose(
      surface((x, y) => Math.cos(5 * w * (x + y)) + 0.1 * Math.cos(5 * w * (x - y))),
      p,
    );
    expect(productTex(lopsided)).toBeUndefined();
    const apart = decompose(
      surface((x, y) => Math.cos(5 * w * (x + y)) + Math.cos(2 * w * (x - y))),
      p,
    );
    expect(productTex(apart)).toBeUndefined();
  });
});

describe('the fractions on the screen', () => {
  it('are those of the shown sheets, measured on all pairs', () => {
    for (const part of ordered) {
      expect(part.share).toBeCloseTo(fractionOfVarianceExplained(parts.centred.data, part.sheet.data), 9);
    }
    const sum = weightedSum(
      ordered.map(({ sheet }) => sheet),
      [1, 1, 1, 1],
    );
    expect(parts.explained).toBeCloseTo(fractionOfVarianceExplained(parts.centred.data, sum), 6);
    expect(parts.explained + parts.left).toBe(1);
    expect(parts.explained).toBeLessThan(1);
  });

  it('count up truly while the parts are put together', () => {
    const weights = { row: 1, column: 0.25, sum: 0.6, difference: 0 };
    const shown = weightedSum(
      ordered.map(({ sheet }) => sheet),
      PART_KINDS.map((kind) => weights[kind]),
    );
    expect(explainedBy(parts, weights)).toBeCloseTo(
      fractionOfVarianceExplained(parts.centred.data, shown),
      6,
    );
  });

  it('say what the best f(x) + g(y) could explain: the means of rows and columns', () => {
    const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
    const all = Array.from({ length: p }, (_, i) => i);
    const at = (x: number, y: number) => parts.centred.data[x * p + y] ?? 0;
    const f = all.map((x) => mean(all.map((y) => at(x, y))));
    const g = all.map((y) => mean(all.map((x) => at(x, y))));
    const best = surface((x, y) => (f[x] ?? 0) + (g[y] ?? 0));
    expect(parts.additive).toBeCloseTo(fractionOfVarianceExplained(parts.centred.data, best), 9);
  });
});

describe('one row of the sheet', () => {
  it('runs along x at one y, and straight between two', () => {
    const at = (x: number, y: number) => parts.centred.data[x * p + y] ?? 0;
    expect(rowOf(parts.centred, 4)[9]).toBe(at(9, 4));
    expect(rowOf(parts.centred, 4.25)[9]).toBeCloseTo(0.75 * at(9, 4) + 0.25 * at(9, 5), 12);
    expect(rowOf(parts.centred, p - 1)[9]).toBe(at(9, p - 1));
  });

  it('lies within the range that heights and colours are measured against', () => {
    const [low, high] = extent(parts.centred.data);
    const row = rowOf(parts.centred, 13.5);
    expect(Math.min(...row)).toBeGreaterThanOrEqual(low);
    expect(Math.max(...row)).toBeLessThanOrEqual(high);
    expect(parts.centred.data).toContain(low);
    expect(parts.centred.data).toContain(high);
  });
});

describe('the row and the column that are shown first', () => {
  it('are the first whose wave is nearly as high as any, where the neuron is silent along the edges', () => {
    // A hill: along x it is as high as it gets at y = 10, along y at x = 20; nine tenths are reached one line sooner.
    const hill = surface(
      (x, y) => Math.max(0, 1 - Math.abs(y - 10) / 15) * Math.max(0, 1 - Math.abs(x - 20) / 15),
    );
    expect(heldAt({ p, data: hill })).toEqual({ x: 19, y: 9 });
    for (const along of [0, 9]) {
      const row = rowOf({ p, data: hill }, along);
      expect(Math.max(...row) - Math.min(...row)).toBeCloseTo(1 - Math.abs(along - 10) / 15, 12);
    }
  });

  it('are the edges themselves where every row is alike', () => {
    expect(heldAt({ p, data: surface((x) => Math.cos(w * x)) })).toEqual({ x: 0, y: 0 });
  });
});
