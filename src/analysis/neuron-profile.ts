import type { Dft, Numbers } from './dft';
import { cosRow, sinRow } from './fourier-basis';
import { type NeuronFrequency, neuronFrequency } from './neuron-clusters';

/** What decides whether a neuron is worth showing. */
export interface NeuronProfile extends NeuronFrequency {
  readonly neuron: number;
  /** Of the centred power of the pre-activation, the share in products of cos or sin kx with cos or sin ky. */
  readonly crossShare: number;
  /** Of the same power, the share in the whole 3×3 block of k: products and single waves. */
  readonly preShare: number;
  /** Standard deviation of the pre-activation over all pairs. */
  readonly deviation: number;
}

/**
 * Profiles one neuron from its surfaces [x, y] before and after the activation function. Its frequency and share
 * are those of the post-activation, as for the clusters; the rest speaks of the pre-activation at that frequency.
 */
export function profileNeuron(neuron: number, pre: Numbers, post: Numbers, dft: Dft): NeuronProfile {
  const { p } = dft;
  const found = neuronFrequency(post, dft);
  const c = dft.forward2d(pre);
  let total = 0;
  for (let i = 1; i < c.length; i++) total += (c[i] as number) ** 2;
  const deviation = Math.sqrt(total) / p;
  if (found.frequency === 0 || total === 0) {
    return { ...found, neuron, crossShare: 0, preShare: 0, deviation };
  }
  const rows = [cosRow(found.frequency), sinRow(found.frequency)];
  let cross = 0;
  let single = 0;
  for (const i of rows) {
    single += (c[i * p] as number) ** 2 + (c[i] as number) ** 2;
    for (const j of rows) cross += (c[i * p + j] as number) ** 2;
  }
  return { ...found, neuron, crossShare: cross / total, preShare: (cross + single) / total, deviation };
}
