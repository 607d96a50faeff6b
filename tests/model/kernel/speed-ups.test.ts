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

describe('Grokfast-MA', () => {
  const WINDOW = 3;

  it('adds λ times the mean of the last gradients, from when there are enough of them', async () => {
    const optimizer = { grokfast: 5, grokfastWindow: WINDOW, weightDecay: 0 };
    const made = await backend(optimizer);
    const past: Weights<Float32Array>[] = [];
    for (let n = 1; n <= 8; n++) {
      const before = await made.read();
      past.push(await made.gradients());
      await made.step(RATE);
      const { mean } = await made.read();
      for (const name of WEIGHT_NAMES) {
        const last = past.slice(-WINDOW).map((gradients) => gradients[name]);
        const full = last.length === WINDOW;
        // What AdamW was handed, from how its running mean moved.
        const handed = mean[name].map((m, i) => (m - PLAIN_ADAMW.beta1 * (before.mean[name][i] ?? 0)) / 0.1);
        const expected = (last.at(-1) ?? new Float32Array()).map(
          (g, i) => g + (full ? (5 / WINDOW) * last.reduce((sum, values) => sum + (values[i] ?? 0), 0) : 0),
        );
        expect(relativeError(expected, handed), `${name}, update ${n}`).toBeLessThan(1e-5);
      }
    }
  });

  it('goes on from a state that was read to the same bits, before and after the window is full', async () => {
    const optimizer = { grokfast: 5, grokfastWindow: WINDOW };
    for (const until of [2, 7]) {
      const [whole, first, second] = [
        await backend(optimizer),
        await backend(optimizer),
        await backend(optimizer),
      ];
      for (let n = 0; n < 10; n++) await whole.step(RATE);
      for (let n = 0; n < until; n++) await first.step(RATE);
      const state = await first.read();
      expect(state.window).toHaveLength(Math.min(until, WINDOW));
      await second.load(state);
      for (let n = until; n < 10; n++) await second.step(RATE);
      expect(await second.read()).toEqual(await whole.read());
    }
  });
});

describe('softmax in float32', () => {
  /** Logits that all say the same of every pair: `lead` for the answer, 0 for every other class. */
  async function scoreAt(lead: number, loss: 'float32' | 'softmax') {
    const made = await backend({ loss });
    const pair = train.subarray(0, 1);
    const answer = task.labels[pair[0] ?? 0] ?? 0;
    const zeros = mapWeights((name) => new Float32Array(weights[name].length));
    const biased = mapWeights((name) => zeros[name].slice());
    biased['blocks.0.mlp.b_out'][0] = 1;
    biased['unembed.W_U'][answer] = lead;
    await made.load({ step: 0, weights: biased, mean: zeros, square: zeros });
    return made.evaluate(pair);
  }

  it('is the same loss where that is large, and ends at zero where it is small', async () => {
    const others = architecture.dVocabOut - 1;
    const exact = (lead: number) => Math.log1p(others * Math.exp(-lead));
    for (const lead of [0, 3, 8]) {
      const { loss } = await scoreAt(lead, 'float32');
      expect(Math.abs(loss - exact(lead))).toBeLessThan(3e-7);
    }
    expect((await scoreAt(20, 'float32')).loss).toBe(0);
    expect((await scoreAt(20, 'softmax')).loss / exact(20)).toBeCloseTo(1, 5);
    // One unit in the last place of 1 is the smallest loss there is.
    expect((await scoreAt(17.9, 'float32')).loss).toBeCloseTo(2 ** -23, 12);
  });

  it('has the gradient of softmax, up to what float32 rounds', async () => {
    const [naive, exact] = [await backend({ loss: 'float32' }), await backend()];
    const [found, expected] = [await naive.gradients(), await exact.gradients()];
    for (const name of WEIGHT_NAMES)
      expect(relativeError(expected[name], found[name]), name).toBeLessThan(3e-6);
    expect((await naive.evaluate(train)).accuracy).toBe((await exact.evaluate(train)).accuracy);
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
