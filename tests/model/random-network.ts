import {
  type Architecture,
  type ArchitectureOptions,
  createArchitecture,
} from '../../src/model/architecture';
import { MersenneTwister } from '../../src/model/mersenne-twister';
import { createTask, type Task, type TaskOptions } from '../../src/model/task';
import { mapWeights, type Weights, weightLength } from '../../src/model/weights';

/** Weights of unit scale everywhere, biases included: nothing that a test compares is zero by accident. */
export function randomWeights(a: Architecture, seed: number, scale = 0.5): Weights<Float64Array> {
  const random = new MersenneTwister(seed);
  return mapWeights((name) => {
    const values = new Float64Array(weightLength(a, name));
    for (let i = 0; i < values.length; i++) values[i] = scale * random.normal();
    return values;
  });
}

/** The same weights rounded to float32: what a kernel can hold. */
export function narrowed(weights: Weights): Weights<Float32Array> {
  return mapWeights((name) => Float32Array.from(weights[name]));
}

export function smallNetwork(
  options: ArchitectureOptions = {},
  taskOptions: TaskOptions = { operation: 'add', p: 7 },
): { task: Task; architecture: Architecture; weights: Weights<Float64Array> } {
  const task = createTask(taskOptions);
  const architecture = createArchitecture(task.tokens, { dModel: 6, heads: 2, dMlp: 10, ...options });
  return { task, architecture, weights: randomWeights(architecture, 11) };
}

/** The largest difference of two arrays, relative to the largest value of the first. */
export function relativeError(expected: ArrayLike<number>, found: ArrayLike<number>): number {
  let difference = 0;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    difference = Math.max(difference, Math.abs((expected[i] ?? Number.NaN) - (found[i] ?? Number.NaN)));
    largest = Math.max(largest, Math.abs(expected[i] ?? Number.NaN));
  }
  return expected.length === found.length ? difference / largest : Number.NaN;
}
