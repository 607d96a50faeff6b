import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors';
import { describeArchitecture } from '../model/run-settings';
import { splitPairs } from '../model/split';
import type { Task } from '../model/task';
import { WEIGHT_NAMES, type Weights, weightShapes } from '../model/weights';
import { readForeignSafetensors } from '../recording/importers/foreign-safetensors';
import { readPth } from '../recording/importers/pth';
import { looksLikeZip } from '../recording/importers/zip';
import { sha256 } from '../recording/sha256';
import { runsFolder } from '../recording/source-node';
import { type Tensor, tensor } from '../recording/tensor';
import { RunWriter } from '../recording/writer-node';
import type { AnalysisInput } from './analyze-run';
import { type ForeignNetwork, foreignNetwork } from './foreign-weights';
import { splitOfTask } from './run-input';
import type { SplitArgument } from './split-argument';

/** Somebody's weights, read and ready to be analyzed or recorded. */
export interface ImportedWeights extends ForeignNetwork {
  readonly task: Task;
  /** Absent when nobody said which pairs were trained on. */
  readonly split?: SplitArgument;
  readonly file: string;
  readonly sha256: string;
}

/**
 * Reads a weight file (`.safetensors`, or what `torch.save` writes) of a network for a task.
 *
 * @throws InputError when the file is missing, damaged, wants to run something, or does not fit the task.
 */
export async function importWeights(
  file: string,
  task: Task,
  split?: SplitArgument,
): Promise<ImportedWeights> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw new InputError(`weights=${file} cannot be read: ${error instanceof Error ? error.message : error}`);
  });
  const tensors =
    looksLikeZip(bytes) || /\.(pth|pt)$/.test(file)
      ? readPth(bytes, file)
      : readForeignSafetensors(bytes, file);
  return {
    ...foreignNetwork(tensors, task.size, file),
    task,
    file,
    sha256: await sha256(bytes),
    ...(split === undefined ? {} : { split }),
  };
}

/** What the analysis needs of imported weights: one step, 0. */
export function importedInput({ task, architecture, weights, split }: ImportedWeights): AnalysisInput {
  return {
    task,
    architecture,
    split: split === undefined ? splitOfTask(task, 0, 0) : splitPairs(task, split.seed, split.fraction),
    steps: [0],
    weightsAt: async () => weights,
  };
}

/** Who records, for the manifest. */
export interface RecordedBy {
  readonly command: string;
  readonly clockwork: string;
  readonly commit: string | null;
  readonly runs?: string;
}

/** Makes a run of imported weights: one checkpoint, step 0. Analyze it like any other. */
export async function recordImported(name: string, imported: ImportedWeights, by: RecordedBy): Promise<void> {
  const { task, architecture: a, weights, split, file, layout, prefix } = imported;
  const writer = await RunWriter.create(
    {
      name,
      status: 'complete',
      made: {
        command: by.command,
        clockwork: by.clockwork,
        commit: by.commit,
        date: new Date().toISOString(),
        wallSeconds: 0,
        backend: 'imported',
        imported: { file: path.basename(file), sha256: imported.sha256, layout, prefix },
      },
      task: {
        operation: task.operation,
        formula: task.formula,
        p: task.size,
        fraction: split?.fraction ?? 0,
        seed: split?.seed ?? 0,
        split: split === undefined ? 'unknown' : "Python's random.shuffle of all pairs",
      },
      architecture: describeArchitecture(a),
      optimizer: {},
      headline: {},
    },
    by.runs ?? runsFolder,
  );
  await writer.writeCheckpoint(0, checkpoint(weights, imported));
  await writer.commit();
}

/** The weights as float32 where that loses nothing, else as float64. */
function checkpoint(
  weights: Weights<Float64Array>,
  { architecture }: ImportedWeights,
): Record<string, Tensor> {
  const shapes = weightShapes(architecture);
  return Object.fromEntries(
    WEIGHT_NAMES.map((name) => {
      const narrow = Float32Array.from(weights[name]);
      const exact = weights[name].every((value, i) => value === narrow[i]);
      return [name, tensor(exact ? narrow : weights[name], shapes[name].shape)];
    }),
  );
}
