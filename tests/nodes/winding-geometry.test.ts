import { describe, expect, it } from 'vitest';
import { centreOfMass, windingPoint } from '../../src/nodes/winding-geometry';

const p = 29;
const wave = (k: number, amplitude: number, phase: number) =>
  Float64Array.from({ length: p }, (_, n) => amplitude * Math.cos((2 * Math.PI * k * n) / p + phase));

describe('a wound wave', () => {
  it('has its centre of mass at half the amplitude where it is wound as often as it swings, and else in the middle', () => {
    const swing = wave(6, 1.4, 0.7);
    for (let k = 1; k <= (p - 1) / 2; k++) {
      expect(Math.hypot(...centreOfMass(swing, k))).toBeCloseTo(k === 6 ? 0.7 : 0, 12);
    }
  });

  it('shifts its centre of mass with the phase, and ignores a constant', () => {
    const [x, y] = centreOfMass(wave(4, 2, 0), 4);
    expect([x, y].map((place) => Math.round(1e9 * place) / 1e9)).toEqual([1, 0]);
    const [turnedX, turnedY] = centreOfMass(
      wave(4, 2, -Math.PI / 2).map((value) => value + 5),
      4,
    );
    expect(turnedX).toBeCloseTo(0, 9);
    // A quarter of a turn counter-clockwise is up, and y points down.
    expect(turnedY).toBeCloseTo(-1, 9);
  });

  it('lies as far out as the wave is high, on the other side where the wave is negative', () => {
    const values = Float64Array.of(3, -2, 1, 0);
    expect(windingPoint(values, 1, 0)).toEqual([3, -0]);
    const [x, y] = windingPoint(values, 1, 1);
    expect(x).toBeCloseTo(0, 12);
    expect(y).toBeCloseTo(2, 12);
    const [halfX, halfY] = windingPoint(values, 1, 0.5);
    expect(halfX).toBeCloseTo(1.5, 12);
    expect(halfY).toBeCloseTo(1, 12);
  });
});
