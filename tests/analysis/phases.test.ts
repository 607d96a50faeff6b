import { describe, expect, it } from 'vitest';
import { findPhases, type PhaseSeries } from '../../src/analysis/phases';
import { spacedSteps } from '../../src/analysis/steps-to-record';

/** A run that memorises by 200, turns at 1000, cleans its weights along a logistic fall about 6000. */
function grokking(steps: readonly number[]): PhaseSeries {
  return {
    steps,
    trainLoss: steps.map((s) => 5 * Math.exp(-s / 30) + 1e-7),
    excludedLoss: steps.map((s) => 5 * Math.exp(-s / 30) + 1e-6 * Math.exp(Math.abs(s - 1000) / 300)),
    sumOfSquares: steps.map((s) => 900 + 2000 / (1 + Math.exp((s - 6000) / 500))),
  };
}

describe('the phases of a run', () => {
  const steps = Array.from({ length: 101 }, (_, i) => 100 * i);

  it('turn at the least excluded loss, clean up from half the steepest fall, and end near the settled norm', () => {
    const phases = findPhases(grokking(steps));
    if ('reason' in phases) throw new Error(phases.reason);
    expect(phases.memorisation).toEqual([0, 1000]);
    // A logistic slope is half of its steepest at ± 2·artanh(√½)·width = ± 1.763 · 500.
    expect(phases.circuitFormation[0]).toBe(1000);
    expect(Math.abs(phases.circuitFormation[1] - (6000 - 881))).toBeLessThanOrEqual(100);
    // 95 % of the fall is done at width·ln 19 past the middle.
    expect(phases.cleanUp[0]).toBe(phases.circuitFormation[1]);
    expect(Math.abs(phases.cleanUp[1] - (6000 + 500 * Math.log(19)))).toBeLessThanOrEqual(200);
  });

  it('do not depend on how unevenly the steps are recorded', () => {
    const uneven = [...steps.filter((s) => s <= 1000), ...steps.filter((s) => s > 1000 && s % 500 === 0)];
    const phases = findPhases(grokking(uneven));
    if ('reason' in phases) throw new Error(phases.reason);
    expect(phases.memorisation[1]).toBe(1000);
    expect(Math.abs(phases.cleanUp[0] - 5119)).toBeLessThanOrEqual(500);
  });

  it('are missing, with the reason, while nothing is memorised and while no circuit has formed', () => {
    const short = grokking(steps.filter((s) => s <= 100));
    expect(findPhases(short)).toEqual({ reason: expect.stringContaining('train loss') });
    const memorised = grokking(steps.filter((s) => s <= 1200));
    expect(findPhases(memorised)).toEqual({ reason: expect.stringContaining('has not risen') });
  });
});

describe('the steps at which surfaces are recorded', () => {
  it('are all of a few, and evenly spaced with both ends of many', () => {
    expect(spacedSteps([0, 5, 9], 10)).toEqual([0, 5, 9]);
    const many = spacedSteps(
      Array.from({ length: 1001 }, (_, i) => 2 * i),
      101,
    );
    expect(many).toEqual(Array.from({ length: 101 }, (_, i) => 20 * i));
  });
});
