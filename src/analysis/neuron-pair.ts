import type { Network } from '../model/network';
import type { NamedTensor } from '../recording/tensor';
import { named } from './named-tensors';
import { CLUSTER_SHARE, type NeuronFrequency } from './neuron-clusters';

/** A wave as a complex number: amplitude·cos(angle + phase) has the parts amplitude·cos(phase), amplitude·sin(phase). */
interface Phasor {
  readonly re: number;
  readonly im: number;
}

/** Two neurons of one key frequency of which the network itself makes a function of x + y. */
export interface NeuronPair {
  readonly k: number;
  /** The dimension of the MLP output that they are looked at from. */
  readonly output: number;
  /** n₁ and n₂: the weight of n₁ into the output is positive, that of n₂ negative. */
  readonly neurons: readonly [number, number];
  /** Their entries of W_out into that dimension. */
  readonly weights: readonly [number, number];
  /** The r for which the wave of x − y is least in n₁ − r·n₂. */
  readonly ratio: number;
  /** The amplitudes of the waves (k, k) and (k, −k) in n₁ − ratio·n₂. */
  readonly sum: number;
  readonly difference: number;
}

/** The network's own weights cancel a pair's x − y wave if they leave less than this of the larger one. */
const CANCELS = 0.05;

/** The rule as a sentence, for recordings and reports. */
export const NEURON_PAIR_RULE =
  `of the pairs of neurons that the same key frequency k explains to at least ${CLUSTER_SHARE} (post-activation) and whose ` +
  `weights into the output have opposite signs, those that with these weights cancel their x − y waves to within ${100 * CANCELS} % ` +
  'of the larger (where there is none, the one that cancels best); of these the pair whose x + y waves make the largest ' +
  'wave together, divided by √k, because low frequencies are easier to look at';

/**
 * Chooses two neurons to show how x − y is cancelled: see {@link NEURON_PAIR_RULE}.
 *
 * @param post the activations [p², dMlp] of all pairs; @param profiles the frequency of each neuron.
 * @returns nothing where no two neurons of a key frequency pull in opposite directions.
 */
export function chooseNeuronPair(
  network: Network,
  post: Float64Array,
  profiles: readonly NeuronFrequency[],
  keys: readonly number[],
  output: number,
): NeuronPair | undefined {
  const { dMlp, dModel } = network.architecture;
  const weight = (neuron: number) =>
    network.weights['blocks.0.mlp.W_out'][neuron * dModel + output] as number;
  const { bySum, byDifference } = foldDiagonals(post, dMlp, network.size);
  let best: { readonly pair: NeuronPair; readonly left: number; readonly clarity: number } | undefined;
  for (const k of keys) {
    const members = profiles.flatMap(({ frequency, share }, neuron) =>
      frequency === k && share >= CLUSTER_SHARE
        ? [
            {
              neuron,
              weight: weight(neuron),
              sum: phasor(bySum, dMlp, neuron, k),
              difference: phasor(byDifference, dMlp, neuron, k),
            },
          ]
        : [],
    );
    for (const first of members) {
      if (first.weight <= 0) continue;
      for (const second of members) {
        if (second.weight >= 0) continue;
        const ratio = leastRatio(first.difference, second.difference);
        if (ratio <= 0) continue;
        const own = -second.weight / first.weight;
        const larger = Math.max(amplitude(first.difference), own * amplitude(second.difference));
        const left = amplitude(less(first.difference, own, second.difference)) / larger;
        const clarity = (first.weight * amplitude(less(first.sum, own, second.sum))) / Math.sqrt(k);
        if (best !== undefined && !better({ left, clarity }, best)) continue;
        best = {
          left,
          clarity,
          pair: {
            k,
            output,
            neurons: [first.neuron, second.neuron],
            weights: [first.weight, second.weight],
            ratio,
            sum: amplitude(less(first.sum, ratio, second.sum)),
            difference: amplitude(less(first.difference, ratio, second.difference)),
          },
        };
      }
    }
  }
  return best?.pair;
}

/**
 * What some neurons write into one dimension of the MLP output: Σ W_out·activation over all pairs [x, y], without the bias.
 *
 * @param post the activations [p², dMlp] of all pairs.
 */
export function writtenBy(
  network: Network,
  post: Float64Array,
  neurons: readonly number[],
  output: number,
): Float64Array {
  const { dMlp, dModel } = network.architecture;
  const weights = neurons.map((n) => network.weights['blocks.0.mlp.W_out'][n * dModel + output] as number);
  return Float64Array.from({ length: network.size ** 2 }, (_, pair) => {
    let sum = 0;
    for (let i = 0; i < neurons.length; i++) {
      sum += (weights[i] as number) * (post[pair * dMlp + (neurons[i] as number)] as number);
    }
    return sum;
  });
}

/** The pair as tensors; none if there is none. */
export function pairTensors(pair: NeuronPair | undefined): NamedTensor[] {
  if (pair === undefined) return [];
  const member = ['first', 'second'];
  const meaning = `W_out of the pair into dimension ${pair.output} of the MLP output`;
  return [
    named(
      'blocks.0.mlp.pair.neuron',
      Int32Array.from(pair.neurons),
      { member },
      { unit: '1', meaning: `two neurons that cancel their x − y waves. Choice: ${NEURON_PAIR_RULE}` },
    ),
    named('blocks.0.mlp.pair.weight', Float32Array.from(pair.weights), { member }, { unit: '1', meaning }),
    named(
      'blocks.0.mlp.pair.cancellation',
      Float32Array.of(pair.k, pair.ratio, pair.sum, pair.difference),
      { field: ['k', 'ratio', 'sum', 'difference'] },
      {
        unit: 'per field',
        meaning:
          'first − ratio·second has the least wave (k, −k): the amplitudes of its waves (k, k) = sum and (k, −k) = difference',
      },
    ),
  ];
}

/** The surfaces of all neurons summed along the diagonals: shape [p, dMlp], by x + y and by x − y mod p. */
interface Folded {
  readonly bySum: Float64Array;
  readonly byDifference: Float64Array;
}

/** All neurons in one pass: what a wave of x + y or of x − y has of a surface is left whole by such a sum. */
function foldDiagonals(post: Float64Array, dMlp: number, p: number): Folded {
  const bySum = new Float64Array(p * dMlp);
  const byDifference = new Float64Array(p * dMlp);
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      const from = (x * p + y) * dMlp;
      const [s, d] = [((x + y) % p) * dMlp, ((x - y + p) % p) * dMlp];
      for (let n = 0; n < dMlp; n++) {
        const value = post[from + n] as number;
        bySum[s + n] = (bySum[s + n] as number) + value;
        byDifference[d + n] = (byDifference[d + n] as number) + value;
      }
    }
  }
  return { bySum, byDifference };
}

/** The wave of frequency k of one neuron. */
function phasor(folded: Float64Array, dMlp: number, neuron: number, k: number): Phasor {
  const p = folded.length / dMlp;
  let [re, im] = [0, 0];
  for (let n = 0; n < p; n++) {
    const angle = (2 * Math.PI * ((k * n) % p)) / p;
    re += (folded[n * dMlp + neuron] as number) * Math.cos(angle);
    im -= (folded[n * dMlp + neuron] as number) * Math.sin(angle);
  }
  const scale = 2 / p ** 2;
  return { re: scale * re, im: scale * im };
}

const amplitude = ({ re, im }: Phasor) => Math.hypot(re, im);

const less = (a: Phasor, r: number, b: Phasor): Phasor => ({ re: a.re - r * b.re, im: a.im - r * b.im });

/** The real r that makes a − r·b least. */
function leastRatio(a: Phasor, b: Phasor): number {
  const square = b.re ** 2 + b.im ** 2;
  return square === 0 ? 0 : (a.re * b.re + a.im * b.im) / square;
}

interface Rank {
  readonly left: number;
  readonly clarity: number;
}

function better(a: Rank, b: Rank): boolean {
  const [aCancels, bCancels] = [a.left <= CANCELS, b.left <= CANCELS];
  if (aCancels !== bCancels) return aCancels;
  return aCancels ? a.clarity > b.clarity : a.left < b.left;
}
