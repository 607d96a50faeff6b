import { afterEach, describe, expect, it } from 'vitest';
import type { ArchitectureOptions } from '../../../src/model/architecture';
import { createArchitecture } from '../../../src/model/architecture';
import {
  type Backend,
  type OptimizerOptions,
  PLAIN_ADAMW,
  type TrainingState,
} from '../../../src/model/backend';
import { activation } from '../../../src/model/forward';
import { loadKernel } from '../../../src/model/kernel/load-node';
import { createWasmBackend } from '../../../src/model/kernel/wasm-backend';
import { startWorkers } from '../../../src/model/kernel/workers-node';
import { score } from '../../../src/model/loss';
import { foldNetwork } from '../../../src/model/network';
import { reference } from '../../../src/model/reference';
import { splitPairs } from '../../../src/model/split';
import { createTask, type Task, type TaskOptions } from '../../../src/model/task';
import { initialWeights, mapWeights, WEIGHT_NAMES, type Weights } from '../../../src/model/weights';
import { narrowed, randomWeights, relativeError, smallNetwork } from '../random-network';

const VARIANTS = ['simd', 'relaxed-simd'] as const;

const open: Backend[] = [];
afterEach(async () => {
  for (const backend of open.splice(0)) await backend.close();
});

interface Setting {
  readonly task: Task;
  readonly architecture: ReturnType<typeof createArchitecture>;
  readonly train: Int32Array;
  readonly weights: Weights<Float32Array>;
  readonly optimizer?: Partial<OptimizerOptions>;
  readonly threads?: number;
  readonly variant?: (typeof VARIANTS)[number];
}

async function backend({
  variant = 'simd',
  threads = 1,
  optimizer,
  weights,
  ...parts
}: Setting): Promise<Backend> {
  const made = await createWasmBackend({
    ...parts,
    optimizer: { ...PLAIN_ADAMW, ...optimizer },
    ...(await loadKernel(variant)),
    threads,
    startHelpers: startWorkers,
  });
  open.push(made);
  await made.load(freshState(weights));
  return made;
}

function freshState(weights: Weights<Float32Array>): TrainingState {
  const zeros = () => mapWeights((name) => new Float32Array(weights[name].length));
  return { step: 0, weights, mean: zeros(), square: zeros() };
}

function setting(
  options: ArchitectureOptions,
  taskOptions: TaskOptions = { operation: 'add', p: 13 },
  fraction = 0.5,
): Setting {
  const { task, architecture } = smallNetwork(options, taskOptions);
  const weights = narrowed(randomWeights(architecture, 4, 0.4));
  return { task, architecture, weights, train: splitPairs(task, 0, fraction).train };
}

/** Float32 against float64: a few units of 2⁻²⁴ times the depth of the sums. */
const TOLERANCE = 3e-6;

describe('the kernel', () => {
  it.each<[string, ArchitectureOptions, TaskOptions]>([
    ['sides that need no padding', { dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 23 }],
    ['sides that all need padding', { dModel: 15, heads: 3, dMlp: 21 }, { operation: 'x2+xy+y2', p: 11 }],
    ['one head, one neuron', { dModel: 5, heads: 1, dMlp: 1 }, { operation: 'sub', p: 5 }],
    ['nine heads', { dModel: 18, heads: 9, dMlp: 12 }, { operation: 'mul', p: 7 }],
    [
      'division, which has no answer for y = 0',
      { dModel: 8, heads: 2, dMlp: 20 },
      { operation: 'div', p: 13 },
    ],
    ['GELU', { dModel: 12, heads: 2, dMlp: 20, activation: 'gelu' }, { operation: 'add', p: 13 }],
    [
      'half uniform attention',
      { dModel: 12, heads: 2, dMlp: 20, attentionRate: 0.5 },
      { operation: 'add', p: 13 },
    ],
    ['uniform attention', { dModel: 12, heads: 2, dMlp: 20, attentionRate: 0 }, { operation: 'add', p: 13 }],
  ])(
    'has the loss and the gradient of the three-position pass in float64: %s',
    async (_, options, taskOptions) => {
      const made = setting(options, taskOptions);
      const smoothness = 0.3;
      const expected = reference(made.task, made.architecture, made.weights, made.train, smoothness);
      for (const variant of VARIANTS) {
        const kernel = await backend({ ...made, variant, optimizer: { smoothness } });
        const gradients = await kernel.gradients();
        for (const name of WEIGHT_NAMES) {
          // Uniform attention does not depend on queries and keys: their gradient is zero, exactly.
          if (expected.gradients[name].every((value) => value === 0))
            expect(
              gradients[name].every((value) => value === 0),
              name,
            ).toBe(true);
          else expect(relativeError(expected.gradients[name], gradients[name]), name).toBeLessThan(TOLERANCE);
        }
        const { loss, accuracy } = await kernel.evaluate(made.train);
        expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
        expect(accuracy).toBe(expected.accuracy);
      }
    },
  );

  it('has them for the permutations of five, whose table has an even side', async () => {
    const made = setting({ dModel: 8, heads: 2, dMlp: 12 }, { operation: 's5' }, 0.01);
    const expected = reference(made.task, made.architecture, made.weights, made.train);
    const gradients = await (await backend(made)).gradients();
    for (const name of WEIGHT_NAMES)
      expect(relativeError(expected.gradients[name], gradients[name]), name).toBeLessThan(TOLERANCE);
  });

  it('agrees with the three-position pass at full size, p = 113', async () => {
    const task = createTask({ operation: 'add', p: 113 });
    const architecture = createArchitecture(task.tokens);
    const weights = initialWeights(architecture, 1);
    const train = splitPairs(task, 0, 0.01).train;
    const expected = reference(task, architecture, weights, train);
    const kernel = await backend({ task, architecture, weights, train, variant: 'relaxed-simd', threads: 2 });
    const gradients = await kernel.gradients();
    for (const name of WEIGHT_NAMES)
      expect(relativeError(expected.gradients[name], gradients[name]), name).toBeLessThan(TOLERANCE);
    const { loss } = await kernel.evaluate(train);
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(1e-7);
  });

  it('gives the logits of forward.ts, also of pairs that have no answer', async () => {
    const made = setting({ dModel: 12, heads: 2, dMlp: 20 }, { operation: 'div', p: 53 });
    const network = foldNetwork(made.architecture, made.weights);
    const expected = activation(network, 'logits');
    const kernel = await backend(made);
    // 53² = 2809 pairs: more than one batch.
    const pairs = Int32Array.from({ length: 53 * 53 }, (_, pair) => pair);
    expect(relativeError(expected.data, await kernel.logits(pairs))).toBeLessThan(TOLERANCE);
  });

  it('scores any pairs as score() does', async () => {
    const made = setting({ dModel: 12, heads: 2, dMlp: 20 }, { operation: 'add', p: 53 });
    const { test } = splitPairs(made.task, 0, 0.1);
    const logits = activation(foldNetwork(made.architecture, made.weights), 'logits', test).data;
    const answers = Array.from(test, (pair) => made.task.labels[pair] ?? -1);
    const expected = score(logits, answers, made.architecture.dVocabOut);
    const found = await (await backend(made)).evaluate(test);
    expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
    expect(found.accuracy).toBe(expected.accuracy);
  });

  it('keeps a loss far below the float32 epsilon exact, and one that overflows finite', async () => {
    const made = setting({ dModel: 8, heads: 1, dMlp: 8 }, { operation: 'add', p: 5 });
    for (const scale of [1, 6, 40]) {
      const weights = mapWeights((name) =>
        made.weights[name].map((value) => (name === 'unembed.W_U' ? scale * value : value)),
      );
      const { loss } = await (await backend({ ...made, weights })).evaluate(made.train);
      const expected = reference(made.task, made.architecture, weights, made.train).loss;
      expect(Math.abs(loss / expected - 1)).toBeLessThan(1e-5);
    }
  });

  it('takes the steps of AdamW in float64', async () => {
    const made = setting({ dModel: 8, heads: 2, dMlp: 12 }, { operation: 'add', p: 7 });
    const kernel = await backend(made);
    const weights = mapWeights((name) => Float64Array.from(made.weights[name]));
    const [mean, square] = [0, 1].map(() => mapWeights((name) => new Float64Array(weights[name].length)));
    if (!mean || !square) throw new Error('two sets of moments');
    for (let step = 0; step < 10; step++) {
      const rate = 1e-3 * Math.min(1, step / 4);
      const { loss, gradients } = reference(made.task, made.architecture, weights, made.train);
      expect(Math.abs((await kernel.step(rate)).loss / loss - 1)).toBeLessThan(1e-5);
      for (const name of WEIGHT_NAMES) {
        gradients[name].forEach((g, i) => {
          const m = 0.9 * (mean[name][i] ?? 0) + 0.1 * g;
          const v = 0.98 * (square[name][i] ?? 0) + 0.02 * g * g;
          mean[name][i] = m;
          square[name][i] = v;
          const corrected = m / (1 - 0.9 ** (step + 1));
          const root = Math.sqrt(v / (1 - 0.98 ** (step + 1))) + 1e-8;
          weights[name][i] = (weights[name][i] ?? 0) * (1 - rate) - (rate * corrected) / root;
        });
      }
    }
    const found = await kernel.read();
    expect(found.step).toBe(10);
    for (const name of WEIGHT_NAMES)
      expect(relativeError(weights[name], found.weights[name]), name).toBeLessThan(1e-5);
  });

  it('gives the same bits with one, two and three threads', async () => {
    const made = setting({ dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 31 });
    const ends: TrainingState[] = [];
    for (const threads of [1, 2, 3]) {
      const kernel = await backend({ ...made, threads, optimizer: { smoothness: 0.01 } });
      for (let step = 0; step < 30; step++) await kernel.step(1e-3);
      ends.push(await kernel.read());
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });

  it('goes on from a state that was read to the same bits', async () => {
    const made = setting({ dModel: 16, heads: 2, dMlp: 32 });
    const whole = await backend(made);
    for (let step = 0; step < 12; step++) await whole.step(1e-3);
    const first = await backend(made);
    for (let step = 0; step < 5; step++) await first.step(1e-3);
    const second = await backend(made);
    await second.load(await first.read());
    for (let step = 5; step < 12; step++) await second.step(1e-3);
    expect(await second.read()).toEqual(await whole.read());
  });

  it('refuses training pairs without an answer, and a number of threads that makes no sense', async () => {
    const made = setting({ dModel: 8, heads: 1, dMlp: 8 }, { operation: 'div', p: 5 });
    await expect(backend({ ...made, train: Int32Array.from([5]) })).rejects.toThrow(
      'training pair 5 has no answer',
    );
    await expect(backend({ ...made, threads: 0 })).rejects.toThrow(
      'threads=0 is not an integer from 1 to 64',
    );
  });
});
