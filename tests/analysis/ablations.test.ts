import { describe, expect, it } from 'vitest';
import { ablationBase, controlLoss, lossWithoutHead, lossWithoutNeurons } from '../../src/analysis/ablations';
import { additiveRow, measureInteraction } from '../../src/analysis/interaction';
import { pairMarginals } from '../../src/analysis/pair-marginals';
import { productAblations } from '../../src/analysis/product-ablations';
import { interactions, measureActivations } from '../../src/analysis/site-measures';
import { scoreSplit } from '../../src/analysis/split-score';
import { wavePowers } from '../../src/analysis/wave-powers';
import { createArchitecture } from '../../src/model/architecture';
import { activation } from '../../src/model/forward';
import { foldNetwork } from '../../src/model/network';
import { splitPairs } from '../../src/model/split';
import { createTask } from '../../src/model/task';
import { initialWeights } from '../../src/model/weights';
import { wiredNetwork } from './clock-network';
import { noise, surfaceOf } from './synthetic';

const p = 17;
const task = createTask({ operation: 'add', p });
const split = splitPairs(task, 0, 0.4);
const base = (network: ReturnType<typeof foldNetwork>) =>
  ablationBase(
    network,
    { ...task, split },
    { p, columns: p + 1, values: activation(network, 'logits').data },
  );
const loss = (network: ReturnType<typeof foldNetwork>) =>
  scoreSplit(activation(network, 'logits').data, p + 1, task.labels, p, split).loss;

describe('an ablation', () => {
  const { architecture, weights } = wiredNetwork(p, [2, 5]);
  const sharp = { ...weights, 'unembed.W_U': weights['unembed.W_U'].map((v) => 5 * v) };
  const network = foldNetwork(architecture, sharp);
  const first = Array.from({ length: 48 }, (_, i) => i);
  const second = first.map((i) => i + 48);

  it('of nothing changes nothing, of everything leaves a guess', () => {
    expect(lossWithoutNeurons(base(network), []).all).toBeCloseTo(loss(network).all, 12);
    const none = lossWithoutNeurons(base(network), [...first, ...second]).all;
    expect(none).toBeCloseTo(Math.log(p), 4);
  });

  it('of one cluster of a hand-wired network is the network that was never given that cluster', () => {
    const { architecture: a, weights: w } = wiredNetwork(p, [5]);
    const alone = foldNetwork(a, { ...w, 'unembed.W_U': w['unembed.W_U'].map((v) => 5 * v) });
    // The mean of each answer that a held cluster leaves behind is zero: its waves have none.
    expect(lossWithoutNeurons(base(network), first).all).toBeCloseTo(loss(alone).all, 6);
  });

  it('of the only head leaves nothing to know', () => {
    expect(lossWithoutHead(base(network), 0).all).toBeCloseTo(Math.log(p), 1);
    expect(lossWithoutHead(base(network), 0).all).toBeGreaterThan(100 * loss(network).all);
  });

  it('is compared with a control that repeats and never draws what was removed', () => {
    const seen: number[] = [];
    const draw = () =>
      controlLoss(second, 4, 7, (chosen) => {
        seen.push(...chosen);
        return chosen.reduce((a, b) => a + b, 0);
      });
    expect(draw()).toBe(draw());
    expect(seen.every((neuron) => neuron >= 48)).toBe(true);
    expect(new Set(seen.slice(0, 4)).size).toBe(4);
  });
});

describe('where products are made', () => {
  const divided = (values: Float64Array, width: number, keys: readonly number[]) =>
    measureInteraction(wavePowers(pairMarginals(values, width, p)), keys);

  it('finds no interaction in a sum of functions, all of it in a product, and puts waves and products apart', () => {
    const w = (k: number) => (2 * Math.PI * k) / p;
    const apart = surfaceOf(p, (x, y) => 3 + Math.cos(w(2) * x) + y ** 2);
    expect(divided(apart, 1, [2]).interaction).toBeCloseTo(0, 12);
    const mixed = surfaceOf(
      p,
      (x, y) =>
        Math.cos(w(2) * x) +
        Math.sin(w(2) * x) * Math.sin(w(2) * y) +
        Math.cos(w(2) * x) * Math.cos(w(5) * y),
    );
    const found = divided(mixed, 1, [2, 5]);
    // Powers 1/2, 1/4, 1/4: the product of two different keys is an interaction but makes no sum.
    expect(found.interaction).toBeCloseTo(0.5, 12);
    expect(found.keyWaves).toBeCloseTo(0.5, 12);
    expect(found.keyProducts).toBeCloseTo(0.25, 12);
  });

  it('weighs the dimensions of a site by their power', () => {
    const both = new Float64Array(2 * p * p);
    for (let i = 0; i < p * p; i++) {
      both[2 * i] = 2 * Math.cos((2 * Math.PI * 3 * Math.floor(i / p)) / p);
      both[2 * i + 1] = Math.SQRT2 * Math.cos((2 * Math.PI * 3 * ((i % p) + Math.floor(i / p))) / p);
    }
    expect(divided(both, 2, [3]).interaction).toBeCloseTo(1 / 3, 12);
  });

  it('takes the additive part so that nothing is left over but what needs both', () => {
    const surface = noise(p * p, 8);
    const marginals = pairMarginals(surface, 1, p);
    const part = Float64Array.from({ length: p * p }, (_, pair) => {
      return additiveRow(marginals, Math.floor(pair / p))[pair % p] ?? Number.NaN;
    });
    expect(divided(part, 1, []).interaction).toBeCloseTo(0, 12);
    const rest = surface.map((v, i) => v - (part[i] ?? 9));
    expect(divided(rest, 1, []).interaction).toBeCloseTo(1, 12);
  });

  it('is the ReLU in a hand-wired network whose attention only adds', () => {
    const { architecture, weights } = wiredNetwork(p, [3]);
    const network = foldNetwork(architecture, {
      ...weights,
      'unembed.W_U': weights['unembed.W_U'].map((v) => 9 * v),
    });
    const [attention, pre, post] = interactions(measureActivations(network), [3]);
    expect(attention?.interaction).toBeCloseTo(0, 10);
    expect(pre?.interaction).toBeCloseTo(0, 10);
    expect(post?.keyProducts).toBeGreaterThan(0.1);
    const { meanPattern, additivePre, additiveRelu } = productAblations(network, { ...task, split });
    expect(meanPattern.all).toBeCloseTo(loss(network).all, 8);
    expect(additivePre.all).toBeCloseTo(loss(network).all, 8);
    expect(additiveRelu.all).toBeGreaterThan(Math.log(p) / 2);
  });

  it('is seen the same by the ablations as by the whole network when nothing is taken away', () => {
    // One head with uniform attention has its mean pattern at every pair, so holding it changes nothing.
    const a = createArchitecture(p + 1, { dModel: 8, heads: 2, dMlp: 12, attentionRate: 0 });
    const network = foldNetwork(a, initialWeights(a, 2));
    expect(productAblations(network, { ...task, split }).meanPattern.all).toBeCloseTo(loss(network).all, 10);
  });
});
