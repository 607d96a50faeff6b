import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { InputError, InterruptedError, WorkError } from '../errors';
import { Run } from '../recording/run';
import { folderSource, runsFolder } from '../recording/source-node';
import { labels } from '../recording/tensor';
import { RunWriter } from '../recording/writer-node';
import type { Backend, TrainingState } from './backend';
import { type BackendName, createBackend, isBackendName } from './backends-node';
import { Metrics } from './metrics';
import { checkpointTensors, optimizerTensors, recordedState } from './recorded-weights';
import { whileLocked } from './run-lock-node';
import {
  describeSettings,
  type RunParts,
  type RunSettings,
  recordedSettings,
  runParts,
} from './run-settings';
import { isCheckpoint } from './schedule';
import { type Progress, train } from './trainer';
import { initialWeights, mapWeights, weightLength } from './weights';

/** How a training is run and recorded, beside what decides its bits. */
export interface RecordingOptions {
  /** The run's name: a folder below `runs`. */
  readonly name: string;
  readonly settings: RunSettings;
  readonly backend: BackendName;
  readonly threads?: number;
  /** The command line that makes a run of these settings, for the record. */
  readonly command: (settings: RunSettings) => string;
  /** Why it was made so, for the record. */
  readonly reason?: string;
  readonly runs?: string;
  readonly signal?: AbortSignal;
  readonly onStep?: (progress: Progress, schedule: RunSettings['schedule']) => void;
}

/** A resumed run brings its settings and its backend along. */
export type ResumeOptions = Omit<RecordingOptions, 'settings' | 'backend'>;

/** A trained run. */
export interface TrainedRun {
  readonly name: string;
  readonly progress: Progress;
  readonly parts: RunParts;
}

/**
 * Trains and records a run. Whatever ends the process, the folder holds a whole run as of the last checkpoint.
 *
 * @throws InputError when the folder holds a run already or an option cannot be; InterruptedError on a signal.
 */
export async function recordTraining(options: RecordingOptions): Promise<TrainedRun> {
  const { name, settings, runs = runsFolder } = options;
  const parts = runParts(settings);
  const backend = await createBackend(options.backend, parts, settings.optimizer, options.threads);
  try {
    const { version, commit } = await provenance();
    const writer = await RunWriter.create(
      {
        name,
        status: 'training',
        made: {
          command: options.command(settings),
          ...(options.reason === undefined ? {} : { reason: options.reason }),
          clockwork: version,
          commit,
          date: new Date().toISOString(),
          wallSeconds: 0,
          backend: backend.name,
          threads: backend.threads,
          engine: `Node ${process.version}, V8 ${process.versions.v8}, ${process.arch}`,
        },
        ...describeSettings(settings, parts),
        headline: {},
      },
      runs,
    );
    const { architecture } = parts;
    const zeros = () => mapWeights((weight) => new Float32Array(weightLength(architecture, weight)));
    await backend.load({
      step: 0,
      weights: initialWeights(architecture, settings.seed),
      mean: zeros(),
      square: zeros(),
    });
    return await whileLocked(writer.folder, () =>
      follow({ options, settings, parts, backend, writer, metrics: new Metrics() }),
    );
  } finally {
    await backend.close();
  }
}

/**
 * Goes on with a recorded run from its last checkpoint, to the same bits as if it had never stopped.
 *
 * @param change - A new end or cadence; what is left out stays as recorded.
 */
export async function resumeTraining(
  options: ResumeOptions,
  change: Partial<Pick<RunSettings['schedule'], 'steps' | 'every' | 'dense'>> = {},
): Promise<TrainedRun> {
  const { name, runs = runsFolder } = options;
  const source = folderSource(name, runs);
  await Run.open(source);
  return whileLocked(source.where, async () => goOn(await Run.open(source), options, change));
}

async function goOn(
  run: Run,
  options: ResumeOptions,
  change: Partial<RunSettings['schedule']>,
): Promise<TrainedRun> {
  const { name, runs = runsFolder } = options;
  const recorded = recordedSettings(run.manifest);
  const settings = { ...recorded, schedule: { ...recorded.schedule, ...change } };
  const parts = runParts(settings);
  const state = await recordedState(run, parts.architecture);
  if (settings.schedule.steps <= state.step)
    throw new InputError(
      `run "${name}" has ${state.step} steps already: resume it with steps= above that, or train another with out=`,
    );
  const curves = new Map(
    await Promise.all(
      ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'].map(async (curve) => {
        const found = await run.tensor(`metrics.${curve}`);
        return [found.name, { data: found.data, steps: labels(found, 'step').map(Number) }] as const;
      }),
    ),
  );
  const metrics = Metrics.restore(
    (curve) => curves.get(curve) ?? { data: new Float32Array(), steps: [] },
    state.step,
  );
  const { backend: recordedBackend } = run.manifest.made;
  if (!isBackendName(recordedBackend))
    throw new InputError(`run "${name}" was trained by "${recordedBackend}", which is not here`);
  const backend = await createBackend(recordedBackend, parts, settings.optimizer, options.threads);
  try {
    const writer = await RunWriter.extend(name, runs);
    writer.dropCheckpoints((step) => step !== state.step && !isCheckpoint(settings.schedule, step));
    const made = structuredClone(writer.current.made);
    made.command = options.command(settings);
    if (options.reason !== undefined) made.reason = options.reason;
    writer.describe({ status: 'training', made, ...describeSettings(settings, parts) });
    await backend.load(state);
    return await follow({ options, settings, parts, backend, writer, metrics });
  } finally {
    await backend.close();
  }
}

interface Training {
  readonly options: Pick<RecordingOptions, 'name' | 'signal' | 'onStep'>;
  readonly settings: RunSettings;
  readonly parts: RunParts;
  readonly backend: Backend;
  readonly writer: RunWriter;
  readonly metrics: Metrics;
}

/** Trains to the end, recording every checkpoint in one commit with the curves and the optimizer's state. */
async function follow(training: Training): Promise<TrainedRun> {
  const { options, settings, parts, backend, writer, metrics } = training;
  const { schedule } = settings;
  const before = writer.current.made.wallSeconds;
  const begun = performance.now();
  const write = async (state: TrainingState) => {
    // What an interruption left off the beat goes as soon as there is something newer.
    writer.dropCheckpoints((step) => !isCheckpoint(schedule, step));
    // Side by side, since most of the time goes by until the disk has them; and all of them ended before anything is said.
    const written = await Promise.allSettled([
      writer.writeCheckpoint(state.step, checkpointTensors(parts.architecture, state.weights)),
      writer.writeTensors('metrics', metrics.tensors()),
      writer.writeTensors('state', optimizerTensors(parts.architecture, state)),
    ]);
    for (const result of written) if (result.status === 'rejected') throw result.reason;
    const made = structuredClone(writer.current.made);
    made.wallSeconds = before + (performance.now() - begun) / 1000;
    writer.describe({ made });
    await writer.commit();
  };
  const record = (state: TrainingState) =>
    write(state).catch((error: unknown) => {
      throw new WorkError(
        `step ${state.step} could not be recorded in ${writer.folder}: ${String(error)}. The run is whole up to the ` +
          `checkpoint before; when there is room again, go on with: npm run train resume=${options.name}`,
        { cause: error },
      );
    });
  try {
    const progress = await train({
      backend,
      split: parts.split,
      schedule,
      metrics,
      onCheckpoint: record,
      ...(options.signal ? { signal: options.signal } : {}),
      onStep: (at) => options.onStep?.(at, schedule),
    });
    writer.describe({
      status: 'complete',
      headline: {
        ...writer.current.headline,
        trainLoss: progress.train.loss,
        trainAccuracy: progress.train.accuracy,
        testLoss: progress.test.loss,
        testAccuracy: progress.test.accuracy,
      },
    });
    await writer.settle();
    return { name: options.name, progress, parts };
  } catch (error) {
    if (error instanceof InterruptedError)
      throw new InterruptedError(`${error.message}; go on with: npm run train resume=${options.name}`);
    throw error;
  }
}

/** The package's version, and the git commit where the package is a checkout. */
async function provenance(): Promise<{ version: string; commit: string | null }> {
  const root = new URL('../../', import.meta.url);
  const described: unknown = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));
  const version =
    typeof described === 'object' && described !== null && 'version' in described
      ? String(described.version)
      : 'unknown';
  const git = promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: root });
  const commit = await git.then(({ stdout }) => stdout.trim()).catch(() => null);
  return { version, commit };
}
