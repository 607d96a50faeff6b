import type { Dft, Numbers } from './dft';
import { cosRow, highestFrequency, sinRow } from './fourier-basis';

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
 * The frequency of one neuron: the k whose 3×3 block of the 2-D Fourier basis (constant, cos k and sin k on each
 * axis, without the constant of both) holds most of the power about the mean.
 *
 * @param surface the neuron's activation [x, y].
 */
export function neuronFrequency(surface: Numbers, dft: Dft): NeuronFrequency {
  const { p } = dft;
  const c = dft.forward2d(surface);
  let total = 0;
  for (let i = 1; i < c.length; i++) total += (c[i] as number) ** 2;
  let best: NeuronFrequency = { frequency: 0, share: 0 };
  // A neuron that is constant but for rounding has no frequency: its "power" would be noise.
  if (total <= 1e-20 * (c[0] as number) ** 2) return best;
  for (let k = 1; k <= highestFrequency(p); k++) {
    const rows = [0, cosRow(k), sinRow(k)];
    let block = 0;
    for (const i of rows) for (const j of rows) if (i + j > 0) block += (c[i * p + j] as number) ** 2;
    if (block / total > best.share) best = { frequency: k, share: block / total };
  }
  return best;
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
