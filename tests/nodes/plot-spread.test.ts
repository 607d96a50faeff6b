import { describe, expect, it } from 'vitest';
import { spread } from '../../src/nodes/plot-spread';

const extents = [40, 60, 40];

describe('spreading labels', () => {
  it('leaves labels alone that are apart', () => {
    expect(spread([0, 100, 300], extents, [-1000, 1000])).toEqual([0, 100, 300]);
  });

  it('moves two that meet apart by the same amount', () => {
    expect(spread([100, 100], [40, 60], [-1000, 1000])).toEqual([75, 125]);
  });

  it('keeps the order in which they are given, whatever the heads do', () => {
    const [first = 0, second = 0] = spread([110, 100], [40, 40], [-1000, 1000]);
    expect(second - first).toBe(40);
    expect((first + second) / 2).toBe(105);
  });

  it('never overlaps and never leaves the range as long as there is room', () => {
    for (let seed = 0; seed < 400; seed++) {
      const wanted = [0, 1, 2].map((i) => 260 * Math.sin(12.9898 * (seed + 1) * (i + 1)));
      const placed = spread(wanted, extents, [-100, 100]);
      placed.forEach((place, i) => {
        const half = (extents[i] as number) / 2;
        expect(place - half).toBeGreaterThanOrEqual(-100 - 1e-9);
        expect(place + half).toBeLessThanOrEqual(100 + 1e-9);
        const next = placed[i + 1];
        if (next !== undefined)
          expect(next - place).toBeGreaterThanOrEqual(half + (extents[i + 1] as number) / 2 - 1e-9);
      });
    }
  });

  it('moves nobody further than the heads moved, so that labels glide', () => {
    for (let t = 0; t < 200; t++) {
      const before = spread([t, 100, 120], extents, [0, 300]);
      const after = spread([t + 1, 100, 120], extents, [0, 300]);
      after.forEach((place, i) => {
        expect(Math.abs(place - (before[i] as number))).toBeLessThanOrEqual(1 + 1e-9);
      });
    }
  });
});
