import { InputError } from '../errors';
import type { Run } from '../recording/run';
import { type NamedTensor, type Tensor, tensor } from '../recording/tensor';
import type { Architecture } from './architecture';
import type { TrainingState } from './backend';
import { type RunParts, recordedSettings, runParts } from './run-settings';
import { mapWeights, WEIGHT_NAMES, type Weights, weightLength, weightShapes } from './weights';

/** The weights as tensors of a checkpoint, under TransformerLens' names. */
export function checkpointTensors(a: Architecture, weights: Weights<Float32Array>): Record<string, Tensor> {
  const shapes = weightShapes(a);
  return Object.fromEntries(WEIGHT_NAMES.map((name) => [name, tensor(weights[name], shapes[name].shape)]));
}

/** AdamW's moments as tensors: with the last checkpoint they are all that a training goes on from. */
export function optimizerTensors(
  a: Architecture,
  { step, mean, square, slow, window = [] }: TrainingState,
): NamedTensor[] {
  const shapes = weightShapes(a);
  const moments = (prefix: string, values: Weights<Float32Array>, meaning: string) =>
    WEIGHT_NAMES.map((name) => ({
      name: `${prefix}.${name}`,
      ...tensor(values[name], shapes[name].shape),
      dims: shapes[name].dims,
      unit: '1',
      meaning: `${meaning} of ${name} after ${step} updates`,
    }));
  return [
    ...moments('optimizer.mean', mean, "AdamW's running mean of the gradient"),
    ...moments('optimizer.square', square, "AdamW's running mean of the squared gradient"),
    ...(slow ? moments('optimizer.slow', slow, "Grokfast's moving average of the gradient") : []),
    ...(window.length > 0 ? windowTensors(a, window) : []),
  ];
}

/** The gradients that Grokfast-MA averages, one tensor for each weight. */
function windowTensors(a: Architecture, window: readonly Weights<Float32Array>[]): NamedTensor[] {
  const shapes = weightShapes(a);
  return WEIGHT_NAMES.map((name) => {
    const { shape, dims } = shapes[name];
    const length = weightLength(a, name);
    const all = new Float32Array(window.length * length);
    for (const [slot, gradients] of window.entries()) all.set(gradients[name], slot * length);
    return {
      name: `optimizer.window.${name}`,
      ...tensor(all, [window.length, ...shape]),
      dims: ['slot', ...dims],
      unit: '1',
      meaning: `the latest gradients of ${name}; that of update n stands in slot (n − 1) mod the window's length`,
    };
  });
}

/**
 * The weights of one recorded step.
 *
 * @throws InputError when the step is not recorded, or a weight is missing or not of the architecture's shape.
 */
export async function recordedWeights(
  run: Run,
  a: Architecture,
  step: number,
): Promise<Weights<Float32Array>> {
  const tensors = await run.checkpoint(step);
  return readWeights(a, `run "${run.name}", step ${step}`, async (name) => tensors.get(name));
}

/**
 * The state that a run's training goes on from: its last checkpoint.
 *
 * @throws InputError when the run holds no checkpoint or no moments of the optimizer.
 */
export async function recordedState(run: Run, a: Architecture): Promise<TrainingState> {
  const step = run.checkpointSteps.at(-1);
  if (step === undefined)
    throw new InputError(`run "${run.name}" holds no checkpoint to go on from: train it again`);
  const where = `run "${run.name}"`;
  const moments = (prefix: string) => readWeights(a, where, (name) => run.tensor(`${prefix}.${name}`));
  return {
    step,
    weights: await recordedWeights(run, a, step),
    mean: await moments('optimizer.mean'),
    square: await moments('optimizer.square'),
    ...(run.has(`optimizer.slow.${WEIGHT_NAMES[0]}`) ? { slow: await moments('optimizer.slow') } : {}),
    ...(run.has(`optimizer.window.${WEIGHT_NAMES[0]}`) ? { window: await recordedWindow(run, a) } : {}),
  };
}

async function recordedWindow(run: Run, a: Architecture): Promise<Weights<Float32Array>[]> {
  const all = new Map<string, Tensor>();
  for (const name of WEIGHT_NAMES) all.set(name, await run.tensor(`optimizer.window.${name}`));
  const slots = all.get(WEIGHT_NAMES[0])?.shape[0] ?? 0;
  const gradients = (slot: number) =>
    readWeights(a, `run "${run.name}", the window's gradient ${slot}`, async (name) => {
      const { data, shape = [] } = all.get(name) ?? {};
      const length = data === undefined ? 0 : data.length / (shape[0] ?? 1);
      return data instanceof Float32Array
        ? tensor(data.slice(slot * length, (slot + 1) * length), shape.slice(1))
        : undefined;
    });
  return Promise.all(Array.from({ length: slots }, (_, slot) => gradients(slot)));
}

/** A recorded run's task, network and split. */
export function recordedParts(run: Run): RunParts {
  return runParts(recordedSettings(run.manifest));
}

async function readWeights(
  a: Architecture,
  where: string,
  read: (name: string) => Promise<Tensor | undefined>,
): Promise<Weights<Float32Array>> {
  const shapes = weightShapes(a);
  const found = new Map<string, Float32Array>();
  for (const name of WEIGHT_NAMES) {
    const { shape } = shapes[name];
    const { data, shape: recorded = [] } = (await read(name)) ?? {};
    if (!(data instanceof Float32Array) || recorded.join() !== shape.join())
      throw new InputError(
        `${where}: ${name} is [${recorded.join(', ')}], the architecture needs F32 [${shape.join(', ')}]`,
      );
    found.set(name, data);
  }
  return mapWeights((name) => found.get(name) ?? new Float32Array());
}
