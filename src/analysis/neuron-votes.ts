import { activation } from '../model/forward';
import { type Network, neuronLogitMap } from '../model/network';
import type { Numbers } from './dft';

/** Where some neurons push the answers on the clock of one frequency, per unit of their activation. */
export interface NeuronVotes {
  readonly k: number;
  readonly neurons: readonly number[];
  /** The vote of the n-th of these neurons for answer z is cos[n]·cos(wz) + sin[n]·sin(wz), w = 2πk/p; in logits. */
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/**
 * The part of W_L = W_out · W_U at one frequency of the answers, neuron by neuron: as an arrow on the clock of that
 * frequency, it points to the answers that the neuron votes for.
 *
 * @param effective - W_L, [dMlp, columns], see `neuronLogitMap`; columns beyond the first p are not read.
 */
export function neuronVotes(
  effective: Numbers,
  columns: number,
  p: number,
  k: number,
  neurons: readonly number[],
): NeuronVotes {
  const part = (wave: (angle: number) => number) =>
    Float64Array.from(neurons, (neuron) => {
      let sum = 0;
      for (let z = 0; z < p; z++) {
        sum += (effective[neuron * columns + z] ?? 0) * wave((2 * Math.PI * ((k * z) % p)) / p);
      }
      return (2 / p) * sum;
    });
  return { k, neurons, cos: part(Math.cos), sin: part(Math.sin) };
}

/** {@link neuronVotes} of groups of neurons, one for each frequency. */
export function votesOfClusters(
  network: Pick<Network, 'architecture' | 'weights' | 'size'>,
  clusters: ReadonlyMap<number, readonly number[]>,
): NeuronVotes[] {
  const effective = neuronLogitMap(network);
  const { dVocabOut } = network.architecture;
  return [...clusters].map(([k, neurons]) => neuronVotes(effective, dVocabOut, network.size, k, neurons));
}

/** The arrows of all these neurons, each times what its activation is above its mean over all pairs, laid end to end. */
export function jointVote(
  { neurons, cos, sin }: NeuronVotes,
  activations: Numbers,
  means: Numbers,
): { readonly cos: number; readonly sin: number } {
  let [c, s] = [0, 0];
  neurons.forEach((neuron, n) => {
    const above = (activations[neuron] ?? 0) - (means[neuron] ?? 0);
    c += above * (cos[n] ?? 0);
    s += above * (sin[n] ?? 0);
  });
  return { cos: c, sin: s };
}

/** What the neurons do over all pairs. */
export interface NeuronActivity {
  /** After the activation function, [p², dMlp]. */
  readonly values: Float64Array;
  /** The mean and the largest value of each neuron, [dMlp]. */
  readonly means: Float64Array;
  readonly most: Float64Array;
}

/** The activations of all neurons for all pairs: a few tenths of a second for 512 neurons mod 113. */
export function neuronActivity(network: Network): NeuronActivity {
  const { dMlp } = network.architecture;
  const values = activation(network, 'blocks.0.mlp.hook_post').data;
  const means = new Float64Array(dMlp);
  const most = new Float64Array(dMlp).fill(Number.NEGATIVE_INFINITY);
  const rows = values.length / dMlp;
  for (let i = 0; i < values.length; i++) {
    const neuron = i % dMlp;
    means[neuron] = (means[neuron] as number) + (values[i] as number) / rows;
    most[neuron] = Math.max(most[neuron] as number, values[i] as number);
  }
  return { values, means, most };
}

/** The length of the longest {@link jointVote} of some neurons over all pairs. */
export function longestVote(votes: NeuronVotes, { values, means }: NeuronActivity): number {
  let longest = 0;
  for (let at = 0; at < values.length; at += means.length) {
    const { cos, sin } = jointVote(votes, values.subarray(at, at + means.length), means);
    longest = Math.max(longest, Math.hypot(cos, sin));
  }
  return longest;
}
