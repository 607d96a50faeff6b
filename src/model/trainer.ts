import { InterruptedError, WorkError } from '../errors';
import type { Backend, TrainingState } from './backend';
import type { Score } from './loss';
import type { Metrics } from './metrics';
import { isCheckpoint, isEvaluated, learningRateAt, type Schedule } from './schedule';
import type { Split } from './split';

/** Where a training stands. */
export interface Progress {
  /** The number of updates made. */
  readonly step: number;
  readonly train: Score;
  /** The latest evaluation of the test pairs. */
  readonly test: Score;
}

/** What a training needs and whom it tells. */
export interface TrainingJob {
  readonly backend: Backend;
  readonly split: Split;
  readonly schedule: Schedule;
  /** The curves so far: those of a resumed run, or none. Grows as the training goes on. */
  readonly metrics: Metrics;
  /** Called at every step; must be quick. */
  readonly onStep?: (progress: Progress) => void;
  /** Called with every state to keep; training waits for it. */
  readonly onCheckpoint: (state: TrainingState, progress: Progress) => Promise<void>;
  readonly signal?: AbortSignal;
}

/**
 * Full-batch training from the backend's state to the schedule's last step. Step n is the state after n updates;
 * its scores are those of that state.
 *
 * @throws InterruptedError when the signal aborts, after the state reached is kept as a checkpoint; WorkError when
 * the loss is no number any more: nothing of that state is kept.
 */
export async function train(job: TrainingJob): Promise<Progress> {
  const { backend, schedule, metrics, signal, onStep, onCheckpoint } = job;
  let { step } = await backend.read();
  let test = metrics.latest().test;
  for (; ; step++) {
    const due = isEvaluated(schedule, step) || test === undefined;
    if (due) {
      test = finite(await backend.evaluate(job.split.test), step, 'test');
      metrics.addTest(step, test);
    }
    const ends = step >= schedule.steps;
    // Reading a state costs a copy, so it is read before the update that would replace it, and only where it is kept.
    const kept = isCheckpoint(schedule, step) || signal?.aborted ? await backend.read() : undefined;
    const score = ends
      ? await backend.evaluate(job.split.train)
      : await backend.step(learningRateAt(schedule, step));
    const progress = { step, train: finite(score, step, 'train'), test: test ?? score };
    metrics.addTrain(progress.train);
    onStep?.(progress);
    if (kept) await onCheckpoint(kept, progress);
    if (ends) return progress;
    if (signal?.aborted && kept) throw new InterruptedError(`interrupted at step ${step}`);
    // Between steps is the only time at which signals and timers are heard.
    await breathe();
  }
}

/** Lets everything else that waits have its turn; pages have no setImmediate. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}

function finite(score: Score, step: number, pairs: string): Score {
  if (Number.isFinite(score.loss)) return score;
  throw new WorkError(
    `the ${pairs} loss is ${score.loss} at step ${step}: the training stopped there and its last checkpoint is kept. ` +
      'A smaller lr= or weightDecay= helps.',
  );
}
