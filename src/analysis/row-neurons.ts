import { cosRow, fourierBasis, sinRow } from './fourier-basis';
import { CLUSTER_SHARE } from './neuron-clusters';
import type { NeuronProfile } from './neuron-profile';
import type { PairMarginals } from './pair-marginals';

/** A neuron whose pre-activation along one row is shown as a wave over y. */
export interface RowNeuron {
  readonly neuron: number;
  readonly frequency: number;
  /** Amplitude and phase of its wave amplitude·cos(w·y + phase) at the final step. */
  readonly amplitude: number;
  readonly phase: number;
}

/** The columns of the recorded table of these neurons. */
export const ROW_FIELDS = ['frequency', 'amplitude', 'phase'] as const;

/** How many neurons are followed along one row. */
export const ROW_NEURONS = 18;

/** The rule as a sentence, for recordings and reports. */
export const ROW_NEURON_RULE =
  `${ROW_NEURONS} neurons, the key frequencies in turn, the largest cluster first. Of each cluster (share at least ` +
  `${CLUSTER_SHARE}) only the half with the larger wave in y counts; first comes its largest wave, then each time the ` +
  'neuron whose phase is farthest from those already chosen and from their negatives';

/**
 * Chooses neurons that draw waves over y: several of each key frequency with phases far apart, so that two of them
 * make a round loop, and different frequencies beside each other. A wave and its negative make a line, not a loop:
 * phases half a turn apart are as near as the same phase.
 *
 * @param marginals of the pre-activations.
 */
export function chooseRowNeurons(
  profiles: readonly NeuronProfile[],
  keys: readonly number[],
  marginals: PairMarginals,
): RowNeuron[] {
  const basis = fourierBasis(marginals.p);
  const clusters = keys
    .map((k) =>
      profiles
        .filter(({ frequency, share }) => frequency === k && share >= CLUSTER_SHARE)
        .map(({ neuron }) => ({ neuron, frequency: k, ...waveOver(marginals, basis, k, neuron) })),
    )
    .filter((cluster) => cluster.length > 0)
    .sort((a, b) => b.length - a.length)
    .map(spread);
  const chosen: RowNeuron[] = [];
  const longest = Math.max(0, ...clusters.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++) {
    for (const cluster of clusters) {
      const next = cluster[turn];
      if (next !== undefined && chosen.length < ROW_NEURONS) chosen.push(next);
    }
  }
  return chosen;
}

/** The larger waves of a cluster, the largest first, then each as far from the earlier ones in phase as can be. */
function spread(cluster: readonly RowNeuron[]): RowNeuron[] {
  const rest = [...cluster].sort((a, b) => b.amplitude - a.amplitude).slice(0, Math.ceil(cluster.length / 2));
  const chosen: RowNeuron[] = [];
  while (rest.length > 0 && chosen.length < ROW_NEURONS) {
    const distance = ({ phase }: RowNeuron) =>
      chosen.reduce((least, other) => Math.min(least, betweenLines(phase, other.phase)), Math.PI);
    let farthest = 0;
    rest.forEach((candidate, i) => {
      const best = rest[farthest];
      if (best !== undefined && distance(candidate) > distance(best)) farthest = i;
    });
    chosen.push(...rest.splice(farthest, 1));
  }
  return chosen;
}

/** The angle between two directions, whichever way each is pointed: 0 to a quarter turn. */
function betweenLines(a: number, b: number): number {
  const turn = Math.abs(a - b) % Math.PI;
  return Math.min(turn, Math.PI - turn);
}

/** The wave of frequency k in y, averaged over x. */
function waveOver({ p, width, columns }: PairMarginals, basis: Float64Array, k: number, neuron: number) {
  const scale = Math.sqrt(2 / p);
  const coefficient = (row: number) => {
    let sum = 0;
    for (let y = 0; y < p; y++)
      sum += (basis[row * p + y] as number) * (columns[y * width + neuron] as number);
    return scale * sum;
  };
  const [cos, sin] = [coefficient(cosRow(k)), coefficient(sinRow(k))];
  return { amplitude: Math.hypot(cos, sin), phase: Math.atan2(-sin, cos) };
}
