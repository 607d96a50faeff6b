import { describe, expect, it } from 'vitest';
import { chooseNeurons, easiestToSee } from '../../src/analysis/neuron-choice';
import { profileNeurons } from '../../src/analysis/neuron-profile';
import { columnSurface, neuronSurfaces, onlyNeurons } from '../../src/analysis/neuron-surfaces';
import { pairMarginals } from '../../src/analysis/pair-marginals';
import { outputSurface } from '../../src/analysis/surface-tensors';
import { wavePowers } from '../../src/analysis/wave-powers';
import { activation } from '../../src/model/forward';
import { foldNetwork } from '../../src/model/network';
import { initialWeights } from '../../src/model/weights';
import { wiredNetwork } from './clock-network';
import { surfaceOf } from './synthetic';

const p = 31;
const w = (k: number) => (2 * Math.PI * k) / p;

/** A neuron of frequency k: single waves of amplitude 1 on each axis and a product of amplitude `cross`. */
const neuron = (k: number, cross: number) =>
  surfaceOf(
    p,
    (x, y) => Math.cos(w(k) * x) + Math.cos(w(k) * y) + cross * Math.cos(w(k) * x) * Math.cos(w(k) * y),
  );

describe('the choice of neurons to show', () => {
  const faint = neuron(4, 1.9).map((v) => 0.1 * v);
  const surfaces = [neuron(9, 1), neuron(4, 0.2), neuron(4, 1.2), neuron(4, 0.8), faint, neuron(5, 3), faint];
  const values = Float64Array.from({ length: p * p * surfaces.length }, (_, at) => {
    return surfaces[at % surfaces.length]?.[Math.floor(at / surfaces.length)] ?? Number.NaN;
  });
  const powers = wavePowers(pairMarginals(values, surfaces.length, p));
  const profiles = profileNeurons(powers, powers, p);

  it('measures the share of products in the variance', () => {
    // Single waves have power 1/2 each, the product cross²/4.
    expect(profiles[0]?.crossShare).toBeCloseTo(0.25 / 1.25, 12);
    expect(profiles[0]?.preShare).toBeCloseTo(1, 12);
    expect(profiles[0]?.deviation).toBeCloseTo(Math.sqrt(1.25), 12);
  });

  it('takes the clearest of each key but not the faint, no other frequency, and puts a clear low one first', () => {
    expect(chooseNeurons(profiles, [4, 9])).toEqual([
      { neuron: 2, frequency: 4 },
      { neuron: 3, frequency: 4 },
      { neuron: 1, frequency: 4 },
      { neuron: 0, frequency: 9 },
    ]);
    expect(chooseNeurons(profiles, [])).toEqual([]);
  });
});

describe('the neuron that is easiest to see', () => {
  it('has three to eight waves across the table, or the nearest to that in octaves, and is the first of several', () => {
    const of = (...frequencies: number[]) => easiestToSee(frequencies.map((frequency) => ({ frequency })));
    expect(of(41, 8, 5)).toEqual({ frequency: 8 });
    expect(of(1, 14)).toEqual({ frequency: 14 });
    expect(of(2, 14)).toEqual({ frequency: 2 });
    expect(of()).toBeUndefined();
  });
});

describe('parts of the network computed alone', () => {
  const { architecture } = wiredNetwork(p, [2]);
  const network = foldNetwork(architecture, initialWeights(architecture, 3));

  it('are the same neurons as in the whole network', () => {
    const all = activation(network, 'blocks.0.mlp.hook_post').data;
    const [five, zero] = neuronSurfaces(network, [5, 0], 'blocks.0.mlp.hook_post');
    expect(
      Math.max(...(five ?? []).map((v, i) => Math.abs(v - (all[i * architecture.dMlp + 5] ?? 9)))),
    ).toBeLessThan(1e-12);
    expect(zero?.[7]).toBeCloseTo(all[7 * architecture.dMlp] ?? 9, 12);
    expect(onlyNeurons(network, [5, 0]).architecture.dMlp).toBe(2);
  });

  it('are the same output dimension as in the whole network', () => {
    const all = columnSurface(activation(network, 'blocks.0.hook_mlp_out').data, architecture.dModel, 1);
    const one = outputSurface(network, 1);
    expect(Math.max(...one.map((v, i) => Math.abs(v - (all[i] ?? 9))))).toBeLessThan(1e-12);
  });
});
