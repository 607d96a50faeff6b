import { describe, expect, it } from 'vitest';
import { planeWaves } from '../../src/analysis/plane-waves';
import { additivePart, sumPart, sumShareOf, togetherPart } from '../../src/analysis/surface-parts';
import { noise, surfaceOf } from './synthetic';

const p = 23;
const w = (2 * Math.PI * 3) / p;
const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));

describe('the parts of a surface', () => {
  it('find a sum f(x) + g(y) whole, and nothing of x and y together in it', () => {
    const surface = surfaceOf(p, (x, y) => 5 + Math.cos(w * x) + (y % 4));
    expect(largest(togetherPart(surface, p))).toBeLessThan(1e-12);
  });

  it('leave a product of cosines whole, because no sum f(x) + g(y) has anything of it', () => {
    const product = surfaceOf(p, (x, y) => Math.cos(w * x + 1) * Math.cos(w * y - 2));
    const surface = product.map((v, i) => v + Math.sin(w * (i % p)) - 4);
    expect(largest(togetherPart(surface, p).map((v, i) => v - (product[i] ?? 9)))).toBeLessThan(1e-12);
    expect(largest(additivePart(product, p))).toBeLessThan(1e-12);
  });

  it('find in a product half of its power along x + y', () => {
    const product = surfaceOf(p, (x, y) => Math.cos(w * x) * Math.cos(w * y));
    const half = surfaceOf(p, (x, y) => Math.cos(w * (x + y)) / 2);
    expect(largest(sumPart(product, p).map((v, i) => v - (half[i] ?? 9)))).toBeLessThan(1e-12);
    expect(sumShareOf([product], p)([2])).toBeCloseTo(0.5, 12);
  });
});

describe('what functions of x + y explain of a weighted sum of surfaces', () => {
  it('is all of it where the waves of x − y cancel: cos cos − sin sin', () => {
    const cosCos = surfaceOf(p, (x, y) => Math.cos(w * x) * Math.cos(w * y));
    const sinSin = surfaceOf(p, (x, y) => Math.sin(w * x) * Math.sin(w * y));
    const share = sumShareOf([cosCos, sinSin], p);
    expect(share([1, -1])).toBeCloseTo(1, 12);
    expect(share([1, 1])).toBeCloseTo(0, 12);
    expect(share([1, 0])).toBeCloseTo(0.5, 12);
  });

  it('is what the plane waves of x + y hold', () => {
    const [a, b] = [noise(p * p, 1), noise(p * p, 2)];
    const mixed = a.map((v, i) => 0.7 * v - 2 * (b[i] ?? 0));
    const { waves } = planeWaves(mixed, p);
    const power = (kept: typeof waves) => kept.reduce((sum, { amplitude }) => sum + amplitude ** 2, 0);
    const expected = power(waves.filter(({ kind }) => kind === 'sum')) / power(waves);
    expect(sumShareOf([a, b], p)([0.7, -2])).toBeCloseTo(expected, 10);
  });
});
