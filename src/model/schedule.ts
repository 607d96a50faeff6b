/** When a training records and evaluates, and how its learning rate begins. */
export interface Schedule {
  /** Updates in all. */
  readonly steps: number;
  readonly learningRate: number;
  /** The learning rate rises linearly from 0 at step 0 to its full value at this step. */
  readonly warmup: number;
  /** A checkpoint every so many steps. */
  readonly every: number;
  /** Up to this step ten times as many. */
  readonly dense: number;
}

/** The step up to which the test pairs are evaluated at every step; the curves move quickly there. */
export const EVALUATED_EACH_STEP_UNTIL = 200;

/** From there on at every tenth step: an evaluation costs about as much as an update. */
export const EVALUATED_EVERY = 10;

/** The learning rate of the update that leaves `step`. */
export function learningRateAt({ learningRate, warmup }: Schedule, step: number): number {
  return warmup === 0 ? learningRate : learningRate * Math.min(1, step / warmup);
}

/** Whether the state after `step` updates is kept as a checkpoint. The first and the last always are. */
export function isCheckpoint({ steps, every, dense }: Schedule, step: number): boolean {
  const cadence = step <= dense ? Math.max(1, Math.floor(every / 10)) : every;
  return step % cadence === 0 || step === steps;
}

/** Whether the test pairs are evaluated after `step` updates. */
export function isEvaluated(schedule: Schedule, step: number): boolean {
  return step <= EVALUATED_EACH_STEP_UNTIL || step % EVALUATED_EVERY === 0 || isCheckpoint(schedule, step);
}
