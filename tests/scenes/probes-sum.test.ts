import { describe, expect, it } from 'vitest';
import { probeTarget } from '../../src/analysis/clock-probes';
import { SUM, sumUnit } from '../../src/scenes/probes/layout';
import {
  contribution,
  type Embedding,
  entryOf,
  nearestWave,
  partialR2,
  partialSum,
  reach,
  termsOf,
} from '../../src/scenes/probes/weighted-sum';

const p = 23;
const k = 4;
const cos = probeTarget(k, 'cos', p);
const ripple = probeTarget(9, 'sin', p);

/** Three entries: cosine and ripple, cosine less ripple, the ripple alone; each lies somewhere above zero. */
const columns = [
  cos.map((c, n) => 0.5 * c + (ripple[n] ?? 0) + 3),
  cos.map((c, n) => 0.5 * c - (ripple[n] ?? 0) + 1),
  ripple.map((r) => 2 * r - 5),
];
const embedding: Embedding = {
  p,
  dModel: 3,
  values: Float64Array.from({ length: 3 * p }, (_, i) => columns[i % 3]?.[Math.floor(i / 3)] ?? 0),
};

describe('the sum of the chapter "probes"', () => {
  it('lets ripples cancel that no single entry is free of', () => {
    const terms = termsOf(embedding, Float64Array.of(1, 1, 0));
    expect(terms.map(({ entry }) => entry)).toEqual([0, 1]);
    expect(partialR2({ target: cos, terms }, 2)).toBeCloseTo(1, 12);
    for (const entry of [0, 1, 2]) expect(nearestWave(entryOf(embedding, entry), cos).r2).toBeLessThan(0.5);
  });

  it('begins with nothing, takes the largest weight first, and counts a term in part while it joins', () => {
    const terms = termsOf(embedding, Float64Array.of(0.5, -2, 1));
    expect(terms.map(({ weight }) => weight)).toEqual([-2, 1, 0.5]);
    expect(reach([partialSum(terms, 0, p)])).toBe(0);
    expect(partialR2({ target: cos, terms }, 0)).toBeCloseTo(0, 12);
    const [one, half, two] = [1, 1.5, 2].map((count) => partialSum(terms, count, p));
    half?.forEach((value, n) => {
      expect(value).toBeCloseTo(((one?.[n] ?? 0) + (two?.[n] ?? 0)) / 2, 12);
    });
    const all = partialSum(terms, 99, p);
    all.forEach((value, n) => {
      expect(value).toBeCloseTo(
        terms.reduce((sum, term) => sum + (contribution(term)[n] ?? 0), 0),
        12,
      );
    });
  });

  it('shows entries about their means, because a mean draws no wave', () => {
    for (const entry of [0, 1, 2]) {
      const { values } = entryOf(embedding, entry);
      expect(values.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
    }
  });

  it('finds the multiple of a wave that is nearest to an entry, and what it explains', () => {
    const { scale, r2 } = nearestWave(entryOf(embedding, 0), cos);
    expect(scale).toBeCloseTo(0.5, 12);
    // Both waves have the same power: a quarter of it against the whole.
    expect(r2).toBeCloseTo(0.25 / 1.25, 12);
    expect(nearestWave(entryOf(embedding, 2), cos).r2).toBeCloseTo(0, 12);
  });

  it('keeps every stage of the sum inside its plot', () => {
    const terms = termsOf(embedding, Float64Array.of(4, -3, 1));
    const unit = sumUnit([terms], p);
    for (const count of [1, 2, 3]) {
      expect(unit * reach([partialSum(terms, count, p)])).toBeLessThanOrEqual(SUM.half + 1e-9);
    }
    for (const term of terms) expect(unit * reach([contribution(term)])).toBeLessThanOrEqual(SUM.half + 1e-9);
  });
});
