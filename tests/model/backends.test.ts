import { afterEach, describe, expect, it } from 'vitest';
import type { ArchitectureOptions } from '../../src/model/architecture';
import { type Backend, LOSSES, type OptimizerOptions, PLAIN_ADAMW } from '../../src/model/backend';
import { type BackendName, createBackend } from '../../src/model/backends-node';
import { LOSS_FUNCTIONS } from '../../src/model/loss-functions';
import { type OptimizerState, update } from '../../src/model/optimizer';
import { reference } from '../../src/model/reference';
import { splitPairs } from '../../src/model/split';
import type { TaskOptions } from '../../src/model/task';
import {
  copyWeights,
  type FloatArray,
  mapWeights,
  WEIGHT_NAMES,
  type Weights,
} from '../../src/model/weights';
import { narrowed, randomWeights, relativeError, smallNetwork } from './random-network';

/** Every backend that a clean installation has; tfjs-node is the same code on another library. */
const NAMES = ['wasm-simd', 'wasm-relaxed-simd', 'tfjs-wasm'] as const satisfies readonly BackendName[];

/** Of the loss and of each weight's gradient, float32 against float64: units of 2⁻²⁴ times the depth of the sums. */
const TOLERANCE = 3e-6;

/**
 * Of loss and weights after a hundred steps. AdamW divides a gradient by its own size: where that is nearly nothing,
 * what float32 rounded off decides where the weight goes, and a step of the learning rate's size is the difference.
 */
const AFTER_A_HUNDRED = { loss: 1e-4, weights: 1e-3 };

const open: Backend[] = [];
afterEach(async () => {
  for (const backend of open.splice(0)) await backend.close();
});

function setting(options: ArchitectureOptions, taskOptions: TaskOptions, fraction = 0.5) {
  const { task, architecture } = smallNetwork(options, taskOptions);
  const weights = narrowed(randomWeights(architecture, 4, 0.4));
  return { task, architecture, weights, split: { train: splitPairs(task, 0, fraction).train } };
}

type Setting = ReturnType<typeof setting>;

async function backend(
  name: BackendName,
  { weights, ...parts }: Setting,
  optimizer: Partial<OptimizerOptions> = {},
): Promise<Backend> {
  const made = await createBackend(name, parts, { ...PLAIN_ADAMW, ...optimizer }, 2);
  open.push(made);
  const zeros = () => mapWeights((weight) => new Float32Array(weights[weight].length));
  await made.load({ step: 0, weights, mean: zeros(), square: zeros() });
  return made;
}

/** The optimizer's state in float64, before the first update. */
function wideState(weights: Weights): OptimizerState<Float64Array> {
  const zeros = () => mapWeights((name) => new Float64Array(weights[name].length));
  const wide = mapWeights((name) => Float64Array.from(weights[name]));
  return { step: 0, weights: wide, mean: zeros(), square: zeros(), slow: zeros(), window: [] };
}

describe.each(NAMES)('backend=%s', (name) => {
  it.each<[string, ArchitectureOptions, TaskOptions]>([
    ['addition', { dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 13 }],
    ['three heads, odd widths', { dModel: 15, heads: 3, dMlp: 21 }, { operation: 'x2+xy+y2', p: 11 }],
    ['division', { dModel: 8, heads: 2, dMlp: 20 }, { operation: 'div', p: 13 }],
    ['GELU', { dModel: 12, heads: 2, dMlp: 20, activation: 'gelu' }, { operation: 'add', p: 13 }],
    ['half uniform attention', { dModel: 12, heads: 2, attentionRate: 0.5 }, { operation: 'mul', p: 11 }],
    ['uniform attention', { dModel: 12, heads: 2, attentionRate: 0 }, { operation: 'add', p: 11 }],
  ])('has loss and gradient of the three-position pass in float64: %s', async (_, options, task) => {
    const made = setting(options, task);
    const smoothness = 0.3;
    const expected = reference(made.task, made.architecture, made.weights, made.split.train, smoothness);
    const under = await backend(name, made, { smoothness });
    const gradients = await under.gradients();
    for (const weight of WEIGHT_NAMES) {
      // Uniform attention does not depend on queries and keys: their gradient is zero, exactly.
      if (expected.gradients[weight].every((value) => value === 0))
        expect(gradients[weight].every((value) => value === 0)).toBe(true);
      else
        expect(relativeError(expected.gradients[weight], gradients[weight]), weight).toBeLessThan(TOLERANCE);
    }
    const { loss, accuracy } = await under.evaluate(made.split.train);
    expect(Math.abs(loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
    expect(accuracy).toBe(expected.accuracy);
  });

  it.each(LOSSES)('minimises loss=%s as it is defined', async (loss) => {
    const made = setting({ dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 13 });
    const expected = reference(made.task, made.architecture, made.weights, made.split.train, 0, loss);
    const under = await backend(name, made, { loss });
    const gradients = await under.gradients();
    for (const weight of WEIGHT_NAMES)
      expect(relativeError(expected.gradients[weight], gradients[weight]), weight).toBeLessThan(TOLERANCE);
    const found = await under.evaluate(made.split.train);
    expect(Math.abs(found.loss / expected.loss - 1)).toBeLessThan(TOLERANCE);
  });

  it.each<[string, Partial<OptimizerOptions>]>([
    ['plain AdamW', {}],
    ['smoothness', { smoothness: 1e-3 }],
    ['Grokfast', { grokfast: 2 }],
    ['Grokfast-MA', { grokfast: 2, grokfastWindow: 20 }],
    ['⊥Grad and StableMax', { orthogonalGradient: true, loss: 'stablemax' }],
    ['a constant norm', { weightNorm: 12, weightDecay: 0 }],
  ])('takes the first hundred steps of a float64 training: %s', async (_, changes) => {
    const made = setting({ dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 11 });
    const optimizer = { ...PLAIN_ADAMW, ...changes };
    const under = await backend(name, made, optimizer);
    const wide = wideState(made.weights);
    const score = () =>
      reference(
        made.task,
        made.architecture,
        wide.weights,
        made.split.train,
        optimizer.smoothness,
        optimizer.loss,
      );
    for (let step = 0; step < 100; step++) {
      const rate = 1e-3 * Math.min(1, step / 10);
      const { loss, gradients } = score();
      expect(Math.abs((await under.step(rate)).loss / loss - 1), `step ${step}`).toBeLessThan(
        AFTER_A_HUNDRED.loss,
      );
      update(wide, gradients, optimizer, rate);
    }
    const found = await under.read();
    expect(found.step).toBe(100);
    for (const weight of WEIGHT_NAMES)
      expect(relativeError(wide.weights[weight], found.weights[weight]), weight).toBeLessThan(
        AFTER_A_HUNDRED.weights,
      );
  });

  it('goes on from a state that was read to the same bits', async () => {
    const made = setting({ dModel: 16, heads: 2, dMlp: 32 }, { operation: 'add', p: 11 });
    for (const optimizer of [{}, { grokfast: 2 }, { grokfast: 2, grokfastWindow: 4 }]) {
      const [whole, first, second] = [
        await backend(name, made, optimizer),
        await backend(name, made, optimizer),
        await backend(name, made, optimizer),
      ];
      for (let step = 0; step < 12; step++) await whole.step(1e-3);
      for (let step = 0; step < 5; step++) await first.step(1e-3);
      await second.load(await first.read());
      for (let step = 5; step < 12; step++) await second.step(1e-3);
      expect(await second.read()).toEqual(await whole.read());
    }
  });

  it('refuses training pairs that have no answer', async () => {
    const made = setting({ dModel: 8, heads: 1, dMlp: 8 }, { operation: 'div', p: 5 });
    const split = { train: Int32Array.from([5]) };
    await expect(backend(name, { ...made, split })).rejects.toThrow('training pair 5 has no answer');
  });
});

describe('the loss functions', () => {
  it.each(['softmax', 'stablemax'] as const)('have the gradient of central differences: %s', (name) => {
    const logits: FloatArray = Float64Array.from([0.3, -1.2, 2.5, 0, 0.7]);
    const { of, gradient } = LOSS_FUNCTIONS[name];
    for (const answer of [0, 1, 2]) {
      const found = new Float64Array(5);
      gradient(logits, 0, 5, answer, 2, found);
      for (const [j, kept] of logits.entries()) {
        logits[j] = kept + 1e-5;
        const above = of(logits, 0, 5, answer);
        logits[j] = kept - 1e-5;
        const below = of(logits, 0, 5, answer);
        logits[j] = kept;
        // At 0 StableMax has a kink in its slope, and central differences are exact to first order only.
        expect(Math.abs((found[j] ?? Number.NaN) - (above - below) / 1e-5)).toBeLessThan(1e-5);
      }
    }
  });

  it('keep the gradient of a nearly certain answer', () => {
    const found = new Float64Array(2);
    LOSS_FUNCTIONS.softmax.gradient(Float64Array.from([60, 0]), 0, 2, 0, 1, found);
    expect(found[0]).toBe(-(found[1] ?? 0));
    expect(Math.abs((found[1] ?? 0) / Math.exp(-60) - 1)).toBeLessThan(1e-12);
    LOSS_FUNCTIONS.float32.gradient(Float64Array.from([60, 0]), 0, 2, 0, 1, found);
    expect(found[0]).toBe(0);
  });
});

describe('a copy of weights', () => {
  it('does not share its numbers', () => {
    const { weights } = setting({ dModel: 4, heads: 1, dMlp: 4 }, { operation: 'add', p: 5 });
    const copy = copyWeights(weights);
    copy['embed.W_E'][0] = 99;
    expect(weights['embed.W_E'][0]).not.toBe(99);
  });
});
