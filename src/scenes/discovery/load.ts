import { splitOfTask, taskOfRun } from '../../analysis/run-input';
import { InputError } from '../../errors';
import type { Series } from '../../nodes/plot-curve';
import type { Run } from '../../recording/run';
import {
  firstStep,
  GROKKED,
  MEMORISED,
  readSeries,
  risenAccuracy,
  valueAtStep,
} from '../loss-curves/training-curves';

/** What the chapter takes from a run. */
export interface DiscoveryData {
  /** What the network learns: `x + y mod 113`. */
  readonly task: string;
  /** How many answers there are: a guess is right once in so many times. */
  readonly answers: number;
  readonly pairs: number;
  readonly trainPairs: number;
  /** Accuracy on the pairs of the two sets over the steps. */
  readonly train: Series;
  readonly test: Series;
  /** The last recorded step. */
  readonly total: number;
  /** First step at which `MEMORISED` of the train pairs are right. */
  readonly memorised: number;
  /** Where one would stop: a round number of steps, some time after that. */
  readonly stop: number;
  /** The shares of both sets that are right then. */
  readonly atStop: { readonly train: number; readonly test: number };
  /** The last recorded step before test accuracy has gone `QUIET` of its way from there to 1. */
  readonly quiet: number;
  /** First step at which test accuracy has risen above the level that memorising gives. */
  readonly risen: number;
  /** First step at which `GROKKED` of the test pairs are right. */
  readonly grokked: number;
}

/** So far from what memorising gives, nothing much has happened yet. */
const QUIET = 0.05;

/** So many times the steps of memorising are watched before one would stop. */
const PATIENCE = 2.5;

/**
 * Reads what the chapter shows from a run.
 *
 * @throws InputError if a curve is not recorded, or the run has no plateau between memorising and generalising.
 */
export async function loadDiscovery(run: Run): Promise<DiscoveryData> {
  const task = taskOfRun(run);
  const split = splitOfTask(task, run.manifest.task.seed, run.manifest.task.fraction);
  const [train, test] = await Promise.all([
    readSeries(run, 'metrics.train_accuracy'),
    readSeries(run, 'metrics.test_accuracy'),
  ]);
  return {
    task: task.operation === 's5' ? task.formula : `${task.formula} mod ${task.size}`,
    answers: task.size,
    pairs: task.pairs.length,
    trainPairs: split.train.length,
    train,
    test,
    ...moments(train, test, run.name),
  };
}

/** Finds the moments of the story in the curves; see {@link loadDiscovery}. */
export function moments(train: Series, test: Series, runName: string) {
  const memorised = firstStep(train, MEMORISED);
  const grokked = firstStep(test, GROKKED);
  const stop = memorised === undefined ? 0 : roundUp(PATIENCE * memorised);
  const atStop = { train: valueAtStep(train, stop), test: valueAtStep(test, stop) };
  const risen = firstStep(test, risenAccuracy(atStop.test), stop);
  if (memorised === undefined || grokked === undefined || risen === undefined || grokked <= stop) {
    const found = (step: number | undefined) => step ?? 'none';
    throw new InputError(
      `the chapter "discovery" shows a network that memorises first and generalises much later. In run "${runName}" ` +
        `${100 * MEMORISED} % of the train pairs are right at step ${found(memorised)}, ${100 * GROKKED} % of the test pairs at step ${found(grokked)}. ` +
        `Train it longer with resume=${runName}, or choose another run with run=.`,
    );
  }
  const stirring = firstStep(test, atStop.test + QUIET * (1 - atStop.test), stop) ?? risen;
  const quiet = Array.from(test.steps).findLast((step) => step < stirring) ?? stop;
  return {
    total: train.steps[train.steps.length - 1] ?? 0,
    memorised,
    stop,
    atStop,
    quiet: Math.max(stop, quiet),
    risen,
    grokked,
  };
}

/** The next number with one digit that is not 0: 355 becomes 400. */
export function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return Math.ceil(value / power - 1e-9) * power;
}
