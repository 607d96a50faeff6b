import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type Analysis, analyzeRun } from '../../src/analysis/analyze-run';
import { powersOf, primitiveRoot } from '../../src/analysis/discrete-logarithm';
import type { Architecture } from '../../src/model/architecture';
import { splitPairs } from '../../src/model/split';
import { createTask } from '../../src/model/task';
import { initialWeights, mapWeights, type Weights } from '../../src/model/weights';
import { labels, type NamedTensor, select } from '../../src/recording/tensor';
import { wiredNetwork } from './clock-network';

const p = 23;
const task = createTask({ operation: 'add', p });
const split = splitPairs(task, 0, 0.5);

function find({ analysis, surfaces, film }: Analysis, name: string): NamedTensor {
  const found = [...analysis, ...surfaces, ...film].find((tensor) => tensor.name === name);
  if (found === undefined) throw new Error(`the analysis has no ${name}`);
  return found;
}

describe('the analysis of a network wired by hand at k = 3 and 7, scaled up over two steps', async () => {
  const { architecture, weights } = wiredNetwork(p, [3, 7]);
  const scaled = mapWeights((name) =>
    name === 'unembed.W_U' ? weights[name].map((v) => 3 * v) : weights[name].slice(),
  );
  const result = await analyzeRun({
    task,
    split,
    architecture,
    steps: [100, 200],
    weightsAt: async (step) => (step === 100 ? weights : scaled),
  });

  it('finds its frequencies, all of embedding and unembedding in them, and a cluster of neurons for each', () => {
    expect(result.headline.keyFrequencies).toEqual([3, 7]);
    expect(result.headline.embedShare).toBeCloseTo(1, 12);
    expect(result.headline.unembedShare).toBeCloseTo(1, 12);
    expect(result.headline.neuronClusters).toEqual({ 3: 48, 7: 48 });
    expect(result.headline.neuronsExplained).toBe(1);
  });

  it('explains 8/π² of its logits by clocks, because this wiring is a pizza, and all of its sums by votes', () => {
    // FVE = (mean |cos|)²/(mean cos²) = (2/π)²/(1/2), up to the sampling of |cos| at p points.
    expect(result.headline.logitFve).toBeCloseTo(8 / Math.PI ** 2, 2);
    expect(Array.from(find(result, 'logits.wave.share').data)).toEqual([
      expect.closeTo(4 / Math.PI ** 2, 2),
      expect.closeTo(4 / Math.PI ** 2, 2),
    ]);
  });

  it('records votes whose sum over the keys peaks at the right answer', () => {
    const wave = find(result, 'logits.wave');
    for (const s of [0, 5, 22]) {
      const vote = Array.from({ length: p }, (_, z) =>
        labels(wave, 'key').reduce<number>((sum, k) => {
          const angle = (2 * Math.PI * Number(k) * s) / p;
          const at = (part: string) => select(wave, { key: k, part, answer: z }).data[0] ?? Number.NaN;
          return sum + Math.cos(angle) * at('cos') + Math.sin(angle) * at('sin');
        }, 0),
      );
      expect(vote.indexOf(Math.max(...vote))).toBe(s);
    }
  });

  it('reads cosine and sine off the embedding with one weight each', () => {
    const r2 = find(result, 'blocks.0.hook_resid_pre.probe.r2');
    expect(r2.shape).toEqual([2, 2, 2]);
    for (const value of r2.data) expect(value).toBeGreaterThan(0.96);
    const weight = select(find(result, 'blocks.0.hook_resid_pre.probe.weight'), {
      key: 7,
      token: 'y',
      part: 'sin',
    });
    expect(Array.from(weight.data, (w) => Math.abs(w) > 0)).toEqual(
      Array.from({ length: 8 }, (_, i) => i === 3),
    );
  });

  it('records every curve at both steps, and the restricted loss below the full loss', () => {
    const full = find(result, 'loss.full.over_steps');
    expect(labels(full, 'step')).toEqual([100, 200]);
    const at = (name: string, step: number) =>
      select(find(result, name), { step, set: 'all' }).data[0] ?? NaN;
    for (const step of [100, 200]) {
      expect(at('loss.restricted.over_steps', step)).toBeLessThan(at('loss.full.over_steps', step));
    }
    expect(at('loss.full.over_steps', 200)).toBeLessThan(at('loss.full.over_steps', 100));
    const excluded = select(find(result, 'loss.excluded.over_steps'), { step: 200 }).data;
    expect(excluded[0]).toBeGreaterThan(2);
    expect(Math.min(excluded[1] ?? 0, excluded[2] ?? 0)).toBeGreaterThan(at('loss.full.over_steps', 200));
  });

  it('records surfaces that mean and waves rebuild, under the same labels', () => {
    const surfaces = find(result, 'blocks.0.mlp.hook_pre');
    const waves = find(result, 'blocks.0.mlp.hook_pre.waves');
    expect(labels(waves, 'neuron')).toEqual(labels(surfaces, 'neuron'));
    const neuron = labels(surfaces, 'neuron')[0] ?? -1;
    const table = select(waves, { neuron });
    const mean = select(find(result, 'blocks.0.mlp.hook_pre.surface_mean'), { neuron }).data[0] ?? NaN;
    const [x, y] = [4, 9];
    let height = mean;
    for (let i = 0; i < 24; i++) {
      const of = (field: string) => select(table, { wave: i, field }).data[0] ?? NaN;
      height += of('amplitude') * Math.cos((2 * Math.PI * (of('kx') * x + of('ky') * y)) / p + of('phase'));
    }
    expect(height).toBeCloseTo(select(surfaces, { neuron }).data[x * p + y] ?? NaN, 5);
  });

  it('shows worked examples that are held out, with their logits', () => {
    const pair = find(result, 'examples.pair');
    const logits = find(result, 'examples.logits');
    const count = pair.shape[0] ?? 0;
    expect(count).toBeGreaterThan(4);
    const wraps: boolean[] = [];
    for (let example = 0; example < count; example++) {
      const [x, y] = Array.from(select(pair, { example }).data) as [number, number];
      expect(split.test).toContain(x * p + y);
      wraps.push(x + y >= p);
      const row = Array.from(select(logits, { example }).data);
      expect(row.indexOf(Math.max(...row))).toBe((x + y) % p);
    }
    // First those without a wrap, then those with one; both kinds are there.
    expect(wraps).toEqual([...wraps].sort());
    expect(new Set(wraps).size).toBe(2);
  });

  it('names every tensor on the page of recorded tensors', async () => {
    const page = await readFile(new URL('../../docs/recording-tensors.md', import.meta.url), 'utf8');
    const { analysis, surfaces, film } = result;
    for (const { name } of [...analysis, ...surfaces, ...film]) expect(page).toContain(`\`${name}\``);
  });
});

/** A network whose token and answer at position i become those of residue `elements[i]`; 0 is embedded nowhere. */
function renamedNetwork(
  a: Architecture,
  weights: Weights<Float64Array>,
  elements: Int32Array,
  modulus: number,
) {
  const { dModel } = a;
  const embed = new Float64Array((modulus + 1) * dModel);
  const unembed = new Float64Array(dModel * (modulus + 1));
  elements.forEach((element, i) => {
    embed.set(weights['embed.W_E'].subarray(i * dModel, (i + 1) * dModel), element * dModel);
    for (let d = 0; d < dModel; d++) {
      unembed[d * (modulus + 1) + element] = weights['unembed.W_U'][d * a.dVocabOut + i] ?? Number.NaN;
    }
  });
  return {
    architecture: { ...a, dVocab: modulus + 1, dVocabOut: modulus + 1 },
    weights: { ...weights, 'embed.W_E': embed, 'unembed.W_U': unembed },
  };
}

describe('the analysis of what is not a grokked adder', () => {
  it('leaves probes, votes and phases of random weights out and says why', async () => {
    const { architecture } = wiredNetwork(p, [3]);
    const weights = initialWeights(architecture, 1);
    const result = await analyzeRun({
      task,
      split,
      architecture,
      steps: [0],
      weightsAt: async () => weights,
    });
    expect(result.headline.keyFrequencies).toEqual([]);
    expect(result.headline.leftOut).toMatchObject({
      probes: expect.stringContaining('no frequency stands out'),
      phases: expect.stringContaining('train loss'),
      grokkedStep: expect.stringContaining('0.99'),
    });
    const names = result.analysis.map(({ name }) => name);
    expect(names).toContain('loss.full.over_steps');
    expect(names).not.toContain('logits.wave');
    expect(names).not.toContain('phases');
  });

  it('sees subtraction as addition of −y, and finds no clock of differences in an adder', async () => {
    const sub = createTask({ operation: 'sub', p });
    const { architecture, weights } = wiredNetwork(p, [3]);
    const wired = await analyzeRun({ task, split, architecture, steps: [1], weightsAt: async () => weights });
    const other = await analyzeRun({
      task: sub,
      split: splitPairs(sub, 0, 0.5),
      architecture,
      steps: [1],
      weightsAt: async () => weights,
    });
    // The same adder knows nothing of differences, and the measures say so.
    expect(wired.headline.logitFve).toBeGreaterThan(0.8);
    expect(other.headline.logitFve).toBeLessThan(0.01);
    expect(other.headline.leftOut).not.toHaveProperty('logitFve');
  });

  it('finds the clock of multiplication on the exponents of a generator, and that of division', async () => {
    // The wired adder mod 22 with its tokens renamed: position i of the adder is the residue 5ⁱ mod 23.
    const { architecture, weights } = wiredNetwork(p - 1, [3, 7]);
    const generator = primitiveRoot(p);
    const powers = powersOf(generator, p);
    for (const operation of ['mul', 'div'] as const) {
      const other = createTask({ operation, p });
      const renamed = renamedNetwork(architecture, weights, powers, p);
      const result = await analyzeRun({
        task: other,
        split: splitPairs(other, 0, 0.5),
        architecture: renamed.architecture,
        steps: [1],
        weightsAt: async () => renamed.weights,
      });
      expect(result.headline.keyFrequencies).toEqual([3, 7]);
      expect(result.headline.generator).toBe(5);
      expect(find(result, 'view.left').data).toEqual(powers);
      // The adder multiplies: to divide it would have to turn one hand backwards.
      if (operation === 'mul') expect(result.headline.logitFve).toBeCloseTo(8 / Math.PI ** 2, 2);
      else expect(result.headline.logitFve).toBeLessThan(0.01);
    }
  });

  it('gives no clocks to an operation that is no addition, and the reason', async () => {
    const square = createTask({ operation: 'x2+y2', p });
    const { architecture, weights } = wiredNetwork(p, [3]);
    const result = await analyzeRun({
      task: square,
      split: splitPairs(square, 0, 0.5),
      architecture,
      steps: [1],
      weightsAt: async () => weights,
    });
    const { headline } = result;
    const sums = ['restrictedLoss', 'excludedLoss', 'logitFve', 'logitOnlyKeyCosLoss', 'distanceIrrelevance'];
    for (const measure of sums) {
      expect(headline).not.toHaveProperty(measure);
      expect(headline.leftOut).toHaveProperty(measure, expect.stringContaining('x² + y² is no sum'));
    }
    expect(headline.leftOut).toHaveProperty('phases');
    // What speaks of the weights, of single neurons, or of x and y together, is measured of any operation.
    expect(headline).toMatchObject({
      keyFrequencies: [3],
      embedShare: expect.closeTo(1, 12),
      neuronClusters: { 3: 48 },
      circularity: expect.any(Number),
      gradientSymmetricity: expect.any(Number),
      sumOfSquares: expect.any(Number),
      ablations: {
        clusters: { 3: expect.any(Number) },
        heads: [expect.any(Number)],
        additiveRelu: expect.any(Number),
      },
    });
  });
});
