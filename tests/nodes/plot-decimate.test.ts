import { describe, expect, it } from 'vitest';
import { decimate, lastAtOrBelow } from '../../src/nodes/plot-decimate';

/** What a line through some points covers in a pixel column at its points: the least and the greatest. */
function columns(x: readonly number[], y: readonly number[], kept: Iterable<number>) {
  const ranges = new Map<number, [number, number]>();
  for (const i of kept) {
    const column = Math.floor(x[i] ?? 0);
    const value = y[i] ?? 0;
    const [low, high] = ranges.get(column) ?? [value, value];
    ranges.set(column, [Math.min(low, value), Math.max(high, value)]);
  }
  return ranges;
}

describe('thinning a curve to its pixels', () => {
  const n = 20_000;
  const x = Array.from({ length: n }, (_, i) => (1370 * i) / n);
  const y = x.map((_, i) => 300 * Math.sin(i / 900) + 40 * Math.sin(i * 1.7) + (i % 997 === 0 ? 200 : 0));
  const kept = decimate(x, y);

  it('keeps at most four points of a column', () => {
    expect(kept.length).toBeLessThanOrEqual(4 * 1370);
  });

  it('keeps the extremes of every column, so that no spike is lost', () => {
    expect(columns(x, y, kept)).toEqual(columns(x, y, x.keys()));
  });

  it('keeps the first and the last point of every column, so that the lines between columns stay', () => {
    const set = new Set(kept);
    for (let i = 1; i < n; i++) {
      if (Math.floor(x[i] as number) !== Math.floor(x[i - 1] as number)) {
        expect(set.has(i) && set.has(i - 1)).toBe(true);
      }
    }
    expect(set.has(0) && set.has(n - 1)).toBe(true);
  });

  it('names its points in order and each once', () => {
    for (let i = 1; i < kept.length; i++) expect(kept[i]).toBeGreaterThan(kept[i - 1] as number);
  });

  it('leaves a curve alone that has fewer points than pixels', () => {
    expect([...decimate([0.5, 10.2, 30.9], [1, 2, 0])]).toEqual([0, 1, 2]);
    expect([...decimate([], [])]).toEqual([]);
  });
});

describe('the last entry at or below a limit', () => {
  it('is found by halving', () => {
    const steps = [0, 10, 20, 30];
    expect([-1, 0, 9.9, 10, 29, 1e9].map((limit) => lastAtOrBelow(steps, limit))).toEqual([
      -1, 0, 0, 1, 2, 3,
    ]);
  });
});
