import { InterruptedError, WorkError } from '../../errors';
import { createBackend } from '../../model/backends-node';
import { Metrics } from '../../model/metrics';
import { type RunSettings, runParts } from '../../model/run-settings';
import { type Progress, train } from '../../model/trainer';
import { initialWeights, mapWeights, weightLength } from '../../model/weights';
import { provenance } from '../provenance-node';
import { curveMeasures } from './curve-measures';
import type { CurveResult } from './results-node';

/** Test accuracy at which a run has done what is asked of it, if nothing else is said … */
const GROKKED = 0.99;

/** … and the steps that it still makes, to show that it stays. */
export const STEPS_AFTER = 300;

/** What is trained, and how. */
export interface SpeedUpOptions {
  readonly settings: RunSettings;
  /** The command that trains the same. */
  readonly command: string;
  readonly threads: number;
  /** Test accuracy at which a run has done what is asked of it. */
  readonly grokked?: number;
  readonly signal: AbortSignal;
  readonly onStep: (progress: Progress) => void;
}

/**
 * Trains without recording until the test pairs are answered, or to the last step.
 *
 * @throws InterruptedError on a signal: nothing is kept.
 */
export async function trainUntilGrokked(options: SpeedUpOptions): Promise<CurveResult> {
  const { settings, signal, onStep, grokked: share = GROKKED } = options;
  const parts = runParts(settings);
  const backend = await createBackend('auto', parts, settings.optimizer, options.threads);
  const metrics = new Metrics();
  const done = new AbortController();
  const stop = () => done.abort();
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  try {
    const { architecture } = parts;
    const zeros = () => mapWeights((name) => new Float32Array(weightLength(architecture, name)));
    const weights = initialWeights(architecture, settings.seed);
    await backend.load({ step: 0, weights, mean: zeros(), square: zeros() });
    let grokked: number | undefined;
    await train({
      backend,
      split: parts.split,
      // Nothing is recorded, so no state needs to be read on the way.
      schedule: { ...settings.schedule, every: settings.schedule.steps, dense: 0 },
      metrics,
      signal: done.signal,
      onCheckpoint: async () => {},
      onStep: (progress) => {
        onStep(progress);
        if (progress.test.accuracy >= share) grokked ??= progress.step;
        if (grokked !== undefined && progress.step >= grokked + STEPS_AFTER) stop();
      },
    }).catch((error: unknown) => {
      if (!(error instanceof InterruptedError) || signal.aborted) throw error;
    });
    const curves = new Map(metrics.tensors().map((tensor) => [tensor.name, tensor]));
    return {
      made: {
        command: options.command,
        backend: backend.name,
        engine: `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}`,
        ...(await provenance()),
        date: new Date().toISOString(),
      },
      curves: await curveMeasures((name) => {
        const curve = curves.get(name);
        if (curve === undefined) throw new WorkError(`the training has no curve ${name}`);
        return curve;
      }),
    };
  } finally {
    signal.removeEventListener('abort', stop);
    await backend.close();
  }
}
