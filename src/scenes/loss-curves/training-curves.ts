import { findPhases, type Phases } from '../../analysis/phases';
import { InputError } from '../../errors';
import type { Series } from '../../nodes/plot-curve';
import type { Run } from '../../recording/run';
import { labels, select } from '../../recording/tensor';

/** The curves of a training, as recorded. Losses in nats, accuracies as shares, steps ascending. */
export interface TrainingCurves {
  readonly trainLoss: Series;
  readonly trainAccuracy: Series;
  readonly testLoss: Series;
  readonly testAccuracy: Series;
  /** Loss on the train pairs with every key frequency taken out of the logits. */
  readonly excludedLoss: Series;
  readonly sumOfSquares: Series;
}

/** What the chapter says of a training, each figure found by rule in the curves. */
export interface TrainingStory {
  /** The last recorded step. */
  readonly total: number;
  /** First step at which `MEMORISED` of the train pairs are right. */
  readonly memorised: number;
  /** Soon after every train pair is known by heart: where the plateau has begun. */
  readonly early: number;
  /** The share of the test pairs that is right then: what memorising alone gives. */
  readonly level: number;
  /** First step after that at which test accuracy has gone `RISEN` of its way from there to 1. */
  readonly risen: number;
  /** First step at which `GROKKED` of the test pairs are right. */
  readonly grokked: number;
  /** Where test loss is greatest. */
  readonly peak: { readonly step: number; readonly loss: number };
  readonly phases: Phases;
}

export const MEMORISED = 0.99;
/** A symmetric operation gives many test pairs away with their mirror images, so the rise is counted from what memorising gives. */
export const RISEN = 0.25;
export const GROKKED = 0.99;

/** The tensor that only some operations have. */
const EXCLUDED = 'loss.excluded.over_steps';

/**
 * Reads the curves of a run.
 *
 * @throws InputError if one is not recorded; the message names the tensor and the command that records it.
 */
export async function readTrainingCurves(run: Run): Promise<TrainingCurves> {
  if (!run.has(EXCLUDED)) {
    throw new InputError(
      `the chapter "loss-curves" shows the excluded loss, which run "${run.name}" (operation "${run.manifest.task.operation}") ` +
        `does not hold. Record it with: npm run analyze run=${run.name}; it exists where the operation is addition in some order of the residues.`,
    );
  }
  const [trainLoss, trainAccuracy, testLoss, testAccuracy, excludedLoss, sumOfSquares] = await Promise.all([
    readSeries(run, 'metrics.train_loss'),
    readSeries(run, 'metrics.train_accuracy'),
    readSeries(run, 'metrics.test_loss'),
    readSeries(run, 'metrics.test_accuracy'),
    readSeries(run, EXCLUDED, { removed: 'all' }),
    readSeries(run, 'weights.sum_of_squares.over_steps', { weight: 'total' }),
  ]);
  return { trainLoss, trainAccuracy, testLoss, testAccuracy, excludedLoss, sumOfSquares };
}

/** A curve over steps, at given labels of its other axes. Throws as `Run.tensor` does. */
export async function readSeries(
  run: Run,
  name: string,
  at: Readonly<Record<string, string>> = {},
): Promise<Series> {
  const found = select(await run.tensor(name), at);
  return { steps: labels(found, 'step').map(Number), values: found.data };
}

/**
 * Finds the moments of the story.
 *
 * @throws InputError if the run has not grokked, or has no phases: then there is no such story to tell.
 */
export function readStory(curves: TrainingCurves, runName: string): TrainingStory {
  const { trainLoss, trainAccuracy, testLoss, testAccuracy, excludedLoss, sumOfSquares } = curves;
  const memorised = firstStep(trainAccuracy, MEMORISED);
  const grokked = firstStep(testAccuracy, GROKKED);
  if (memorised === undefined || grokked === undefined) {
    const best = Math.max(...Array.from(testAccuracy.values));
    throw new InputError(
      `the chapter "loss-curves" tells how a run groks, and run "${runName}" has not: its best test accuracy is ` +
        `${(100 * best).toFixed(1)} %. Train it longer with resume=${runName}, or choose another run with run=.`,
    );
  }
  const early = Math.min(4 * memorised, (memorised + grokked) / 2);
  const level = valueAtStep(testAccuracy, early);
  const risen = firstStep(testAccuracy, risenAccuracy(level), early) ?? grokked;
  const phases = findPhases({
    steps: Array.from(excludedLoss.steps),
    trainLoss: Array.from(excludedLoss.steps, (step) => valueAtStep(trainLoss, step)),
    excludedLoss: Array.from(excludedLoss.values),
    sumOfSquares: Array.from(excludedLoss.steps, (step) => valueAtStep(sumOfSquares, step)),
  });
  if ('reason' in phases) {
    throw new InputError(
      `the chapter "loss-curves" shows three phases, and run "${runName}" has none: ${phases.reason}.`,
    );
  }
  const highest = Array.from(testLoss.values).reduce(
    (best, loss, i, all) => (loss > (all[best] ?? 0) ? i : best),
    0,
  );
  return {
    total: trainLoss.steps[trainLoss.steps.length - 1] ?? 0,
    memorised,
    early,
    level,
    risen,
    grokked,
    peak: { step: testLoss.steps[highest] ?? 0, loss: testLoss.values[highest] ?? 0 },
    phases,
  };
}

/** The test accuracy that counts as risen above the level of the plateau. */
export function risenAccuracy(level: number): number {
  return level + RISEN * (1 - level);
}

/** The first step, from a given one on, at which a curve reaches a value; undefined if it never does. */
export function firstStep({ steps, values }: Series, value: number, from = 0): number | undefined {
  return Array.from(steps).find((step, i) => step >= from && (values[i] ?? Number.NaN) >= value);
}

/** The last value recorded at a step or before it. */
export function valueAtStep({ steps, values }: Series, step: number): number {
  let value = values[0] ?? Number.NaN;
  for (let i = 0; i < steps.length && (steps[i] ?? Infinity) <= step; i++) value = values[i] ?? value;
  return value;
}

/** The values that curves reach, least and greatest. */
export function extent(...curves: readonly Series[]): readonly [least: number, greatest: number] {
  let [least, greatest] = [Infinity, -Infinity];
  for (const { values } of curves) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i] ?? Number.NaN;
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
  }
  return [least, greatest];
}
