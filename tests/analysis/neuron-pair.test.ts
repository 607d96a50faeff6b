import { describe, expect, it } from 'vitest';
import { createDft } from '../../src/analysis/dft';
import { neuronFrequency } from '../../src/analysis/neuron-clusters';
import { chooseNeuronPair, pairTensors, writtenBy } from '../../src/analysis/neuron-pair';
import { columnSurface } from '../../src/analysis/neuron-surfaces';
import { type PlaneWave, planeWaves } from '../../src/analysis/plane-waves';
import { outputSurface } from '../../src/analysis/surface-tensors';
import { activation } from '../../src/model/forward';
import { foldNetwork, type Network } from '../../src/model/network';
import { labels, select } from '../../src/recording/tensor';
import { wiredNetwork } from './clock-network';

const p = 31;
const dft = createDft(p);
const keys = [3, 7];
// The dimensions 4 and 5 are those that the wiring writes the frequency 3 to, 6 and 7 belong to the frequency 7.
const output = 4;

function look(network: Network) {
  const post = activation(network, 'blocks.0.mlp.hook_post').data;
  const { dMlp } = network.architecture;
  const profiles = Array.from({ length: dMlp }, (_, n) => neuronFrequency(columnSurface(post, dMlp, n), dft));
  return { post, profiles, dMlp };
}

function wave(surface: Float64Array, k: number, kind: PlaneWave['kind']): PlaneWave {
  const found = planeWaves(surface, p, dft).waves.find((w) => w.kx === k && w.kind === kind);
  if (found === undefined) throw new Error(`no wave ${kind} of ${k}`);
  return found;
}

describe('the pair of neurons that cancels x − y', () => {
  const { architecture, weights } = wiredNetwork(p, keys);
  const network = foldNetwork(architecture, weights);
  const { post, profiles, dMlp } = look(network);
  const pair = chooseNeuronPair(network, post, profiles, keys, output);
  if (pair === undefined) throw new Error('no pair');

  it('pulls in opposite directions, and the first upwards', () => {
    expect(pair.weights[0]).toBeGreaterThan(0);
    expect(pair.weights[1]).toBeLessThan(0);
    expect(pair.k).toBe(3);
  });

  it('has the amplitudes that the plane waves of n₁ − ratio·n₂ have', () => {
    const [first, second] = pair.neurons.map((n) => columnSurface(post, dMlp, n));
    const combination = Float64Array.from(first ?? [], (v, i) => v - pair.ratio * (second?.[i] ?? 0));
    expect(wave(combination, pair.k, 'sum').amplitude).toBeCloseTo(pair.sum, 12);
    expect(wave(combination, pair.k, 'difference').amplitude).toBeCloseTo(pair.difference, 12);
    // Neurons a quarter turn apart: the waves of x − y are the same, those of x + y opposite.
    expect(pair.ratio).toBeCloseTo(1, 2);
    expect(pair.difference).toBeLessThan(0.02 * pair.sum);
  });

  it('leaves more of the x − y wave at any other ratio', () => {
    const [first, second] = pair.neurons.map((n) => columnSurface(post, dMlp, n));
    for (const ratio of [0.9 * pair.ratio, 1.1 * pair.ratio]) {
      const other = Float64Array.from(first ?? [], (v, i) => v - ratio * (second?.[i] ?? 0));
      expect(wave(other, pair.k, 'difference').amplitude).toBeGreaterThan(pair.difference);
    }
  });

  it('is none where all neurons pull the same way', () => {
    const upwards = { ...weights, 'blocks.0.mlp.W_out': weights['blocks.0.mlp.W_out'].map(Math.abs) };
    expect(
      chooseNeuronPair(foldNetwork(architecture, upwards), post, profiles, keys, output),
    ).toBeUndefined();
    expect(pairTensors(undefined)).toEqual([]);
  });

  it('is recorded under the names that the documentation lists', () => {
    const [neuron, , cancellation] = pairTensors(pair);
    if (neuron === undefined || cancellation === undefined) throw new Error('not recorded');
    expect(neuron.name).toBe('blocks.0.mlp.pair.neuron');
    expect(labels(neuron, 'member')).toEqual(['first', 'second']);
    expect(Array.from(neuron.data)).toEqual([...pair.neurons]);
    expect(select(cancellation, { field: 'ratio' }).data[0]).toBeCloseTo(pair.ratio, 6);
  });
});

describe('what neurons write', () => {
  const { architecture, weights } = wiredNetwork(p, keys);
  const network = foldNetwork(architecture, weights);
  const { post, dMlp } = look(network);

  it('is the MLP output less its bias when all of them write', () => {
    const all = writtenBy(
      network,
      post,
      Array.from({ length: dMlp }, (_, n) => n),
      output,
    );
    const whole = outputSurface(network, output);
    const bias = network.weights['blocks.0.mlp.b_out'][output] ?? Number.NaN;
    expect(Math.max(...all.map((v, i) => Math.abs(v + bias - (whole[i] ?? 9))))).toBeLessThan(1e-12);
  });

  it('adds up over groups of neurons', () => {
    const [one, two, both] = [[5], [17], [5, 17]].map((neurons) => writtenBy(network, post, neurons, output));
    expect(both?.[40]).toBeCloseTo((one?.[40] ?? 9) + (two?.[40] ?? 9), 12);
  });
});
