import { describe, expect, it } from 'vitest';
import {
  linePoints,
  numberAt,
  unitLength,
  woundAngle,
  woundToStart,
} from '../../src/nodes/number-line-geometry';

const line = { period: 5, radius: 150, pitch: 0 };

describe('a number line that winds up', () => {
  it('lies straight and evenly spaced before anything is wound', () => {
    const unit = unitLength(line);
    expect(unit).toBeCloseTo((2 * Math.PI * 150) / 5, 9);
    for (const n of [0.5, 1, 7]) {
      expect(numberAt({ ...line, wound: 0 }, n)).toEqual({ at: [n * unit, 150], outward: [0, 1] });
    }
  });

  it('brings numbers that differ by the period to one place, and no others', () => {
    const winding = { ...line, wound: 15 };
    for (let n = 0; n < 5; n++) {
      const [x, y] = numberAt(winding, n).at;
      for (let other = 0; other < 15; other++) {
        const [otherX, otherY] = numberAt(winding, other).at;
        const apart = Math.hypot(otherX - x, otherY - y);
        if (other % 5 === n) expect(apart).toBeLessThan(1e-9);
        else expect(apart).toBeGreaterThan(150);
      }
    }
  });

  it('does not tear where the straight part meets the wheel, however far it is wound', () => {
    for (const wound of [0.3, 2, 4.9, 12.6]) {
      const winding = { ...line, pitch: 60, wound };
      const [before, after] = [numberAt(winding, wound).at, numberAt(winding, wound + 1e-6).at];
      expect(Math.hypot(after[0] - before[0], after[1] - before[1])).toBeLessThan(1e-3);
    }
  });

  it('keeps the length of what it winds up', () => {
    const points = linePoints({ ...line, wound: 6 }, 0, 9);
    let length = 0;
    points.slice(1).forEach(([x, y], i) => {
      const [fromX, fromY] = points[i] ?? [0, 0];
      length += Math.hypot(x - fromX, y - fromY);
    });
    expect(length / (9 * unitLength(line))).toBeCloseTo(1, 3);
  });

  it('runs counter-clockwise from three o’clock once it is a clock', () => {
    for (const [period, least] of [
      [5, 11],
      [113, 113],
      [59, 59],
    ] as const) {
      const wound = woundToStart(period, least);
      expect(wound).toBeGreaterThanOrEqual(least);
      expect(wound).toBeLessThan(least + period);
      for (const n of [0, 1, period - 1]) {
        const angle = woundAngle({ period, wound }, n);
        expect(Math.cos(angle)).toBeCloseTo(Math.cos((2 * Math.PI * n) / period), 9);
        expect(Math.sin(angle)).toBeCloseTo(Math.sin((2 * Math.PI * n) / period), 9);
      }
    }
  });
});
