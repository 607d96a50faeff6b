import { describe, expect, it } from 'vitest';
import {
  angleBetween,
  dialAngle,
  dialExtent,
  fullTurns,
  idealDial,
  onDial,
  spiral,
  TURN,
  withinTurn,
} from '../../src/nodes/clock-geometry';

describe('clock geometry', () => {
  it('turns counter-clockwise from three o’clock on a canvas whose y points down', () => {
    expect(onDial(0, 10)).toEqual([10, -0]);
    const [x, y] = onDial(TURN / 4, 10);
    expect(x).toBeCloseTo(0, 12);
    expect(y).toBeCloseTo(-10, 12);
  });

  it('keeps a direction within one turn and counts the turns that were taken off', () => {
    for (const angle of [-7.5, -TURN, -0.1, 0, 1, TURN, 3.3 * TURN]) {
      expect(withinTurn(angle)).toBeGreaterThanOrEqual(0);
      expect(withinTurn(angle)).toBeLessThan(TURN);
      expect(withinTurn(angle) + fullTurns(angle) * TURN).toBeCloseTo(angle, 9);
    }
  });

  it('measures how far two hands are apart the short way round', () => {
    expect(angleBetween(0.1, TURN - 0.1)).toBeCloseTo(-0.2, 12);
    expect(angleBetween(TURN - 0.1, 0.1)).toBeCloseTo(0.2, 12);
    expect(angleBetween(0, Math.PI)).toBeCloseTo(Math.PI, 12);
  });

  it('puts hour n of an ideal dial at 2πkn/p, so that hours add as angles add', () => {
    const [p, k] = [113, 23];
    const dial = idealDial(p, k);
    for (const [x, y] of [
      [0, 0],
      [40, 90],
      [112, 112],
    ] as const) {
      const sum = dialAngle(dial, x) + dialAngle(dial, y);
      expect(angleBetween(sum, dialAngle(dial, (x + y) % p))).toBeCloseTo(0, 9);
    }
    expect(dialExtent(dial)).toBeCloseTo(1, 12);
  });

  it('winds a spiral outwards by its pitch each turn, from the first angle to the last', () => {
    const points = spiral(1, 1.5 * TURN, 100, 20);
    const [first, last] = [points[0], points.at(-1)];
    expect(Math.hypot(...(first ?? [0, 0]))).toBeCloseTo(100, 9);
    expect(Math.hypot(...(last ?? [0, 0]))).toBeCloseTo(130, 9);
    const [x, y] = last ?? [0, 0];
    expect(angleBetween(Math.atan2(-y, x), 1 + 1.5 * TURN)).toBeCloseTo(0, 9);
  });
});
