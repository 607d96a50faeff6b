import { describe, expect, it } from 'vitest';
import { isCheckpoint, isEvaluated, learningRateAt, type Schedule } from '../../src/model/schedule';

const SCHEDULE: Schedule = { steps: 1234, learningRate: 1e-3, warmup: 10, every: 100, dense: 200 };

const steps = (until: number) => Array.from({ length: until + 1 }, (_, step) => step);

describe('the schedule of a training', () => {
  it('warms up linearly from 0 at step 0 to the full learning rate at step 10', () => {
    expect(learningRateAt(SCHEDULE, 0)).toBe(0);
    expect(learningRateAt(SCHEDULE, 5)).toBeCloseTo(5e-4, 12);
    expect(learningRateAt(SCHEDULE, 10)).toBe(1e-3);
    expect(learningRateAt(SCHEDULE, 900)).toBe(1e-3);
    expect(learningRateAt({ ...SCHEDULE, warmup: 0 }, 0)).toBe(1e-3);
  });

  it('keeps checkpoints densely at first, then regularly, and the last one always', () => {
    const kept = steps(1234).filter((step) => isCheckpoint(SCHEDULE, step));
    expect(kept).toEqual([
      ...Array.from({ length: 21 }, (_, i) => 10 * i),
      ...Array.from({ length: 10 }, (_, i) => 300 + 100 * i),
      1234,
    ]);
  });

  it('evaluates the test pairs at every step while the curves move, and at every checkpoint', () => {
    const evaluated = steps(1234).filter((step) => isEvaluated({ ...SCHEDULE, every: 77 }, step));
    expect(evaluated.slice(0, 201)).toEqual(steps(200));
    expect(evaluated.slice(201, 206)).toEqual([210, 220, 230, 231, 240]);
    expect(evaluated.at(-1)).toBe(1234);
  });
});
