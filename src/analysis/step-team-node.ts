import { Worker } from 'node:worker_threads';
import { InputError, WorkError } from '../errors';
import type { StepPlan } from './step-measures';

/** What one thread of a team works on: every so-many-th step of a recorded run. */
export interface StepShare {
  readonly run: string;
  readonly runs: string;
  /** What is followed over the steps; `group` for a run that composes permutations, where nothing is. */
  readonly plan: StepPlan | 'group';
  readonly steps: readonly number[];
}

/**
 * Measures the steps of a recorded run in threads, each with a backend of its own. The threads begin at once and
 * need nothing from this one until they are done, so that it may work on something else; each holds the weights and
 * logits of one step at a time.
 *
 * @typeParam R - what `measureStep` makes of the plan, or `measureGroupStep` of `group`.
 * @returns the records in the order in which they are ready.
 * @throws InputError or WorkError, while it is iterated, when a thread fails; the others are then ended.
 */
export function startStepTeam<R>(
  run: string,
  runs: string,
  plan: StepShare['plan'],
  steps: readonly number[],
  threads: number,
): AsyncIterable<R> {
  const file = new URL('./step-worker-node.mjs', import.meta.url);
  const ready: R[] = [];
  let failure: Error | undefined;
  let wake = () => {};
  const fail = (error: Error) => {
    failure ??= error;
    wake();
  };
  const workers = Array.from({ length: Math.min(threads, steps.length) }, (_, part) => {
    const share: StepShare = { run, runs, plan, steps: steps.filter((__, i) => i % threads === part) };
    // No flags of the main thread: those of a test runner do not suit a worker.
    const worker = new Worker(file, { workerData: share, execArgv: [] });
    worker.on('message', (record: R) => {
      ready.push(record);
      wake();
    });
    worker.on('error', (error) => fail(asOurs(error)));
    worker.on('exit', (code) => {
      if (code !== 0) fail(new WorkError(`a thread that measures steps ended with code ${code}.`));
    });
    return worker;
  });
  async function* records(): AsyncGenerator<R> {
    try {
      for (let given = 0; given < steps.length; given++) {
        while (ready.length === 0 && failure === undefined) {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
        const record = ready.shift();
        if (record === undefined) throw failure ?? new WorkError('a step was not measured.');
        yield record;
      }
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  }
  return records();
}

/** An error loses its class between threads; bad input is told by its name. */
function asOurs(error: Error): Error {
  if (error.name === 'InputError') return new InputError(error.message);
  return new WorkError(`a thread that measures steps failed: ${error.message}`, { cause: error });
}
