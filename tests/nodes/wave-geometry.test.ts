import { describe, expect, it } from 'vitest';
import {
  indexToX,
  mixWaves,
  residueTicks,
  roundTicks,
  valueAt,
  wavePoints,
} from '../../src/nodes/wave-geometry';

const frame = { count: 5, width: 400, unit: 10 };
const values = [0, 1, 4, 9, 16];

describe('wave geometry', () => {
  it('spreads the indices evenly and centres them', () => {
    expect([0, 2, 4].map((n) => indexToX(frame, n))).toEqual([-200, 0, 200]);
    expect(indexToX({ ...frame, count: 1 }, 0)).toBe(0);
  });

  it('reads values between two indices on the straight line, and the end values beyond the ends', () => {
    expect(valueAt(values, 2.5)).toBe(6.5);
    expect(valueAt(values, -3)).toBe(0);
    expect(valueAt(values, 99)).toBe(16);
    expect(valueAt([7], 0.4)).toBe(7);
  });

  it('cuts a wave exactly where it begins and ends, through every point between', () => {
    expect(wavePoints(frame, values, 0.5, 3)).toEqual([
      [-150, -5],
      [-100, -10],
      [0, -40],
      [100, -90],
    ]);
  });

  it('draws nothing before it has begun', () => {
    expect(wavePoints(frame, values, 0, -1)).toEqual([]);
    expect(wavePoints(frame, values, 0, 0)).toEqual([]);
  });

  it('adds waves by their weights', () => {
    expect([
      ...mixWaves(
        [
          [1, 2],
          [10, 20],
          [5, 5],
        ],
        [1, 0.5, 0],
        2,
      ),
    ]).toEqual([6, 12]);
  });

  it('names round residues and the last one, and never two that touch', () => {
    expect(residueTicks(113)).toEqual([0, 20, 40, 60, 80, 100, 112]);
    expect(residueTicks(7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    for (let p = 2; p < 300; p++) {
      const ticks = residueTicks(p);
      expect(ticks.at(-1)).toBe(p - 1);
      const gaps = ticks.slice(1).map((tick, i) => tick - (ticks[i] ?? 0));
      expect(Math.min(...gaps) / (p - 1)).toBeGreaterThan(0.06);
    }
  });

  it('chooses round values within the limits', () => {
    expect(roundTicks(-38, 71)).toEqual([-20, 0, 20, 40, 60]);
    expect(roundTicks(-20, 60, 4)).toEqual([-20, 0, 20, 40, 60]);
    expect(roundTicks(0, 1, 5)).toHaveLength(6);
  });
});
