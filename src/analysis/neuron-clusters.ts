import { pairMarginals } from './pair-marginals';
import { blockPower, type WavePowers, wavePowers } from './wave-powers';

/** A neuron belongs to a frequency that holds at least this share of its centred power (Nanda et al. 2023). */
export const CLUSTER_SHARE = 0.85;

/** The frequency that explains most of one neuron. */
export interface NeuronFrequency {
  /** The k with the largest share; 0 for a neuron that never changes. */
  readonly frequency: number;
  /** Share of the centred power in the block {1, cos k, sin k} × {1, cos k, sin k}, 0 … 1. */
  readonly share: number;
}

/**
 * The frequency of each channel: the k whose 3×3 block of the 2-D Fourier basis (constant, cos k and sin k on each
 * axis, without the constant of both) holds most of the power about the mean.
 */
export function neuronFrequencies(powers: WavePowers): NeuronFrequency[] {
  const frequencies = powers.single.length / powers.width;
  return Array.from(powers.total, (total, channel) => {
    let best: NeuronFrequency = { frequency: 0, share: 0 };
    if (total === 0) return best;
    for (let k = 1; k <= frequencies; k++) {
      const share = blockPower(powers, k, channel) / total;
      if (share > best.share) best = { frequency: k, share };
    }
    return best;
  });
}

/** {@link neuronFrequencies} of one surface [x, y]. */
export function neuronFrequency(surface: Float64Array, { p }: { readonly p: number }): NeuronFrequency {
  const [found] = neuronFrequencies(wavePowers(pairMarginals(surface, 1, p)));
  return found ?? { frequency: 0, share: 0 };
}

/** The neurons of each frequency, and those of none. */
export interface NeuronClusters {
  /** Frequency → neuron indices in rising order; frequencies in rising order. */
  readonly clusters: ReadonlyMap<number, readonly number[]>;
  /** Neurons that no single frequency explains. */
  readonly unexplained: readonly number[];
  /** The fraction of all neurons that some frequency explains. */
  readonly explained: number;
}

/** Gathers neurons by frequency; a share below the threshold belongs to no cluster. */
export function clusterNeurons(
  neurons: readonly NeuronFrequency[],
  threshold: number = CLUSTER_SHARE,
): NeuronClusters {
  const gathered = new Map<number, number[]>();
  const unexplained: number[] = [];
  neurons.forEach(({ frequency, share }, neuron) => {
    if (frequency === 0 || share < threshold) unexplained.push(neuron);
    else gathered.set(frequency, [...(gathered.get(frequency) ?? []), neuron]);
  });
  const clusters = new Map([...gathered].sort(([a], [b]) => a - b));
  const explained = neurons.length === 0 ? 0 : 1 - unexplained.length / neurons.length;
  return { clusters, unexplained, explained };
}
