import { afterEach, describe, expect, it } from 'vitest';
import { type Backend, type OptimizerOptions, PLAIN_ADAMW } from '../../../src/model/backend';
import { activation } from '../../../src/model/forward';
import { loadKernel } from '../../../src/model/kernel/load-node';
import { createWasmBackend } from '../../../src/model/kernel/wasm-backend';
import { startWorkers } from '../../../src/model/kernel/workers-node';
import { foldNetwork } from '../../../src/model/network';
import { splitPairs } from '../../../src/model/split';
import { mapWeights, WEIGHT_NAMES, type Weights } from '../../../src/model/weights';
import { narrowed, randomWeights, relativeError, smallNetwork } from '../random-network';

const { task, architecture } = smallNetwork({ dModel: 12, heads: 2, dMlp: 20 }, { operation: 'add', p: 11 });
const weights = narrowed(randomWeights(architecture, 9, 0.4));
const { train } = splitPairs(task, 0, 0.5);
const RATE = 1e-3;

const open: Backend[] = [];
afterEach(async () => {
  for (const backend of open.splice(0)) await backend.close();
});

async function backend(optimizer: Partial<OptimizerOptions> = {}): Promise<Backend> {
  const made = await createWasmBackend({
    task,
    architecture,
    train,
    optimizer: { ...PLAIN_ADAMW, ...optimizer },
    ...(await loadKernel('simd')),
    threads: 1,
    startHelpers: startWorkers,
  });
  open.push(made);
  const zeros = () => mapWeights((name) => new Float32Array(weights[name].length));
  await made.load({ step: 0, weights, mean: zeros(), square: zeros() });
  return made;
}

/** What AdamW makes of a gradient at its first step: the moments alone tell which gradient it was handed. */
async function gradientTaken(optimizer: Partial<OptimizerOptions>): Promise<Weights> {
  const made = await backend(optimizer);
  await made.step(RATE);
  const { mean } = await made.read();
  return mapWeights((name) => mean[name].map((m) => m / (1 - PLAIN_ADAMW.beta1)));
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);

describe('StableMax', () => {
  /** Its cross entropy in float64, as the paper has it. */
  function objective(w: Weights): number {
    const { data } = activation(foldNetwork(architecture, w), 'logits', train);
    const columns = architecture.dVocabOut;
    let sum = 0;
    train.forEach((pair, row) => {
      const shares = Array.from(data.subarray(row * columns, (row + 1) * columns), (x) =>
        x >= 0 ? x + 1 : 1 / (1 - x),
      );
      const total = shares.reduce((all, s) => all + s, 0);
      sum -= Math.log((shares[task.labels[pair] ?? -1] ?? Number.NaN) / total);
    });
    return sum / train.length;
  }

  it('has the loss of its definition, and the gradient of central differences', async () => {
    const made = await backend({ loss: 'stablemax' });
    const { loss } = await made.evaluate(train);
    expect(Math.abs(loss / objective(weights) - 1)).toBeLessThan(1e-6);
    const gradients = await made.gradients();
    const wide = mapWeights((name) => Float64Array.from(weights[name]));
    for (const name of WEIGHT_NAMES) {
      const values = wide[name];
      const scale = Math.max(...gradients[name].map(Math.abs));
      for (let i = 0; i < values.length; i += Math.ceil(values.length / 8)) {
        const kept = values[i] ?? 0;
        values[i] = kept + 1e-5;
        const above = objective(wide);
        values[i] = kept - 1e-5;
        const below = objective(wide);
        values[i] = kept;
        const expected = (above - below) / 2e-5;
        expect(Math.abs((gradients[name][i] ?? Number.NaN) - expected) / scale, `${name}[${i}]`).toBeLessThan(
          1e-5,
        );
      }
    }
  });
});

describe('Grokfast', () => {
  it('adds λ times the moving average of the gradients, which the state carries on', async () => {
    const optimizer = { grokfast: 2, grokfastAlpha: 0.75 };
    const made = await backend(optimizer);
    // At learning rate 0 the gradient stays the same, and its average approaches it: (1 − αⁿ)·g.
    for (let step = 0; step < 3; step++) await made.step(0);
    const state = await made.read();
    const gradients = await made.gradients();
    const average = (n: number) => 1 - 0.75 ** n;
    let mean = 0;
    for (let n = 1; n <= 3; n++) mean = 0.9 * mean + 0.1 * (1 + 2 * average(n));
    for (const name of WEIGHT_NAMES) {
      expect(
        relativeError(
          gradients[name].map((g) => average(3) * g),
          state.slow?.[name] ?? [],
        ),
        name,
      ).toBeLessThan(1e-6);
      expect(
        relativeError(
          gradients[name].map((g) => mean * g),
          state.mean[name],
        ),
        name,
      ).toBeLessThan(1e-6);
    }
    const other = await backend(optimizer);
    await other.load(state);
    await made.step(RATE);
    await other.step(RATE);
    expect(await other.read()).toEqual(await made.read());
  });
});

describe('⊥Grad', () => {
  it('hands on gradients at right angles to their weights, as long as before', async () => {
    const plain = await (await backend()).gradients();
    const taken = await gradientTaken({ orthogonalGradient: true });
    for (const name of WEIGHT_NAMES) {
      const [w, g, found] = [weights[name], plain[name], taken[name]];
      const along = dot(w, g) / dot(w, w);
      const across = g.map((value, i) => value - along * (w[i] ?? 0));
      const stretch = Math.sqrt(dot(g, g) / dot(across, across));
      expect(
        relativeError(
          across.map((value) => stretch * value),
          found,
        ),
        name,
      ).toBeLessThan(1e-5);
    }
  });
});

describe('a constant weight norm', () => {
  it('holds after every update, and changes no direction', async () => {
    const [free, held] = [await backend(), await backend({ weightNorm: 7 })];
    await free.step(RATE);
    await held.step(RATE);
    const [a, b] = [(await free.read()).weights, (await held.read()).weights];
    const square = WEIGHT_NAMES.reduce((sum, name) => sum + dot(b[name], b[name]), 0);
    expect(Math.sqrt(square)).toBeCloseTo(7, 5);
    const factor = 7 / Math.sqrt(WEIGHT_NAMES.reduce((sum, name) => sum + dot(a[name], a[name]), 0));
    for (const name of WEIGHT_NAMES)
      expect(
        relativeError(
          a[name].map((w) => factor * w),
          b[name],
        ),
        name,
      ).toBeLessThan(1e-6);
  });
});
