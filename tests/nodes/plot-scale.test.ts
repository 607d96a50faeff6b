import { describe, expect, it } from 'vitest';
import { linearUnit, logUnit, type Span, unitAt, valueAt } from '../../src/nodes/plot-scale';

const steps: Span = { linear: [0, 20_000], log: [1, 20_000] };

describe('the scale of a plot', () => {
  it('places values evenly on a linear axis, and factors evenly on a logarithmic one', () => {
    expect(linearUnit(steps, 5000)).toBe(0.25);
    const decade: Span = { linear: [0, 1], log: [1e-6, 1e2] };
    expect([1e-6, 1e-4, 1e-2, 1, 1e2].map((value) => logUnit(decade, value))).toEqual(
      [0, 0.25, 0.5, 0.75, 1].map((unit) => expect.closeTo(unit, 12)),
    );
  });

  it('puts what has no logarithm, step 0, at the beginning of a logarithmic axis', () => {
    expect(logUnit(steps, 0)).toBe(0);
  });

  it('moves every value in a straight line from its linear to its logarithmic place', () => {
    for (const value of [0, 1, 30, 4_000, 20_000]) {
      const [from, to] = [unitAt(steps, value, 0), unitAt(steps, value, 1)];
      for (const t of [0.1, 0.5, 0.9])
        expect(unitAt(steps, value, t)).toBeCloseTo(from + t * (to - from), 12);
    }
  });

  it('keeps the order of values at every moment of the morph', () => {
    for (let t = 0; t <= 1; t += 0.05) {
      let last = -1;
      for (let value = 1; value <= 20_000; value *= 1.5) {
        const unit = unitAt(steps, value, t);
        expect(unit).toBeGreaterThan(last);
        last = unit;
      }
    }
  });

  it('finds the value at a place, whatever lies between linear and logarithmic', () => {
    for (const t of [0, 0.3, 0.8, 1]) {
      for (const value of [2, 150, 9_000])
        expect(valueAt(steps, unitAt(steps, value, t), t)).toBeCloseTo(value, 5);
    }
  });
});
