import { describe, expect, it } from 'vitest';
import { levelCurve, partOfPath, underpass } from '../../src/nodes/wire-geometry';

describe('the path of a wire', () => {
  it('is cut by length, through its corners', () => {
    const path: [number, number][] = [
      [0, 0],
      [10, 0],
      [10, 30],
    ];
    expect(partOfPath(path, 0, 0.5)).toEqual([
      [0, 0],
      [10, 0],
      [10, 10],
    ]);
    expect(partOfPath(path, 0.5, 1)).toEqual([
      [10, 10],
      [10, 30],
    ]);
    expect(partOfPath(path, 0.4, 0.4)).toEqual([]);
  });

  it('leaves and arrives level when it changes its height', () => {
    const curve = levelCurve([0, 0], [100, 40], 200);
    expect(curve[0]).toEqual([0, 0]);
    expect(curve.at(-1)).toEqual([100, 40]);
    expect(Math.abs((curve[1]?.[1] ?? 1) / (curve[1]?.[0] ?? 1))).toBeLessThan(0.02);
  });

  it('passes below what lies between its ends, at the depth asked for', () => {
    const path = underpass([0, 0], [100, 20], 80);
    expect(Math.max(...path.map(([, y]) => y))).toBeCloseTo(80, 9);
    expect(path.at(-1)).toEqual([100, 20]);
    for (const [x] of path) {
      expect(x).toBeGreaterThanOrEqual(-1e-9);
      expect(x).toBeLessThanOrEqual(100 + 1e-9);
    }
  });
});
