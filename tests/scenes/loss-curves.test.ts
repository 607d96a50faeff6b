import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { earlySentence, floorSentence, plateauSentence } from '../../src/scenes/loss-curves/sentences';
import {
  extent,
  firstStep,
  readStory,
  type TrainingCurves,
  valueAtStep,
} from '../../src/scenes/loss-curves/training-curves';

const every = (stride: number, total: number) =>
  Array.from({ length: total / stride + 1 }, (_, i) => i * stride);
const along = (steps: readonly number[], value: (step: number) => number) => ({
  steps,
  values: steps.map(value),
});
const sigmoid = (t: number) => 1 / (1 + Math.exp(-t));

/** A training in closed form: memorised near step 200, with its solution showing near `rise`. */
function training(rise = 6000, total = 10_000): TrainingCurves {
  const [dense, sparse, recorded] = [every(1, total), every(10, total), every(100, total)];
  return {
    trainLoss: along(dense, (s) => 4.75 * Math.exp(-s / 40) + 2e-7),
    trainAccuracy: along(dense, (s) => sigmoid((s - 150) / 10)),
    testLoss: along(
      sparse,
      (s) => (4.75 + 25 * (s / 1400) * Math.exp(1 - s / 1400)) * sigmoid((rise - s) / 200) + 3e-7,
    ),
    testAccuracy: along(sparse, (s) => 1 / 113 + (1 - 1 / 113) * sigmoid((s - rise) / 150)),
    excludedLoss: along(recorded, (s) => 10 ** (-6 * Math.exp(-(((s - 1500) / 1200) ** 2)))),
    sumOfSquares: along(recorded, (s) => 900 + 1500 * sigmoid((rise - s) / 300)),
  };
}

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('the story of a training', () => {
  const curves = training();
  const story = readStory(curves, 'closed-form');

  it('finds its moments where the curves cross their marks', () => {
    // The sigmoid reaches 99 % ln 99 widths after its middle.
    expect(story.memorised).toBe(Math.ceil(150 + 10 * Math.log(99)));
    expect(story.risen).toBeGreaterThan(6000 - 150 * Math.log(3) - 10);
    expect(story.risen).toBeLessThan(6000 - 150 * Math.log(3) + 10);
    expect(valueAtStep(curves.testAccuracy, story.grokked)).toBeGreaterThanOrEqual(0.99);
    expect(valueAtStep(curves.testAccuracy, story.grokked - 10)).toBeLessThan(0.99);
    expect(story.peak.step).toBe(1400);
    expect(story.total).toBe(10_000);
  });

  it('ends memorisation where the excluded loss is lowest, and each phase begins where the last one ends', () => {
    const { memorisation, circuitFormation, cleanUp } = story.phases;
    expect(memorisation).toEqual([0, 1500]);
    expect(circuitFormation[0]).toBe(memorisation[1]);
    expect(cleanUp[0]).toBe(circuitFormation[1]);
    expect(cleanUp[1]).toBeGreaterThan(cleanUp[0]);
  });

  it('is refused of a run that has not grokked, and the error names the run and the way on', () => {
    const cut = training(60_000);
    expect(() => readStory(cut, 'short')).toThrow(InputError);
    expect(() => readStory(cut, 'short')).toThrow(
      /run "short" has not: its best test accuracy is 0\.9 %.*resume=short/s,
    );
  });

  it('is refused of a run whose excluded loss never rises', () => {
    const flat = { ...curves, excludedLoss: along(every(100, 10_000), () => 1e-6) };
    expect(() => readStory(flat, 'odd')).toThrow(/three phases, and run "odd" has none/);
  });
});

describe('the sentences of the chapter', () => {
  it('speak of a guess only where test accuracy is one', () => {
    const story = readStory(training(), 'closed-form');
    expect(plain(earlySentence(story, 113))).toContain('All others: no better than a guess.');
    expect(plain(earlySentence({ ...story, level: 0.12 }, 113))).toContain('All others: 12 % right.');
  });

  it('count the plateau from the curves', () => {
    const story = readStory(training(), 'closed-form');
    const length = story.risen - Math.round(story.early);
    expect(plain(plateauSentence(story))).toBe(
      `Then a long plateau: ${Math.floor(length / 1000)} ${String(length % 1000).padStart(3, '0')} steps to get from 0.8 % to 25 %.`,
    );
  });

  it('count it from what memorising gives, where mirror images give half of the test pairs away', () => {
    const curves = training();
    const half = along(
      every(10, 10_000),
      (s) => 0.5 * sigmoid((s - 150) / 10) + 0.5 * sigmoid((s - 6000) / 150),
    );
    const story = readStory({ ...curves, testAccuracy: half }, 'mirrored');
    expect(story.early).toBeGreaterThan(story.memorised);
    expect(story.level).toBeCloseTo(0.5, 3);
    expect(story.risen).toBeGreaterThan(5000);
    expect(plain(earlySentence(story, 59))).toContain('All others: 50 % right.');
    expect(plain(plateauSentence(story))).toContain('from 50 % to 62 %.');
  });

  it('claim one floor only for losses that end within a factor of ten', () => {
    const curves = training();
    expect(floorSentence(curves)).toContain('the same floor');
    expect(floorSentence({ ...curves, testLoss: along([0, 10], () => 1e-3) })).not.toContain(
      'the same floor',
    );
  });
});

describe('reading a curve', () => {
  const curve = { steps: [0, 10, 20], values: [3, 1, 2] };

  it('takes the last value on record', () => {
    expect([0, 9, 10, 25].map((step) => valueAtStep(curve, step))).toEqual([3, 3, 1, 2]);
  });

  it('finds the first step from a given one on', () => {
    expect(firstStep(curve, 2)).toBe(0);
    expect(firstStep(curve, 2, 1)).toBe(20);
    expect(firstStep(curve, 4)).toBeUndefined();
  });

  it('finds what several curves reach', () => {
    expect(extent(curve, { steps: [0], values: [0.5] })).toEqual([0.5, 3]);
  });
});
