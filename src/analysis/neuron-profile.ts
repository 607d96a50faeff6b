import { type NeuronFrequency, neuronFrequencies } from './neuron-clusters';
import type { WavePowers } from './wave-powers';

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
 * Profiles neurons from their wave powers before and after the activation function. Frequency and share are those of
 * the post-activation, as for the clusters; the rest speaks of the pre-activation at that frequency.
 *
 * @param p the side of the table.
 */
export function profileNeurons(pre: WavePowers, post: WavePowers, p: number): NeuronProfile[] {
  return neuronFrequencies(post).map((found, neuron) => {
    const total = pre.total[neuron] as number;
    const deviation = Math.sqrt(total) / p;
    if (found.frequency === 0 || total === 0) {
      return { ...found, neuron, crossShare: 0, preShare: 0, deviation };
    }
    const at = (found.frequency - 1) * pre.width + neuron;
    const [cross, single] = [pre.products[at] as number, pre.single[at] as number];
    return { ...found, neuron, crossShare: cross / total, preShare: (cross + single) / total, deviation };
  });
}
