import { multiply } from '../model/matrix';
import type { Network } from '../model/network';
import type { FloatArray } from '../model/weights';

/** What the bias of the MLP's output says to each logit, [dVocabOut]. */
export function biasLogits({ architecture: a, weights }: Network): Float64Array {
  return multiply(weights['blocks.0.mlp.b_out'], weights['unembed.W_U'], 1, a.dModel, a.dVocabOut);
}

/**
 * The logits that there would be if all neurons were silent: what passes the MLP by, and the bias of its output.
 *
 * @param mid the residual stream before the MLP, [pairs, dModel]; @returns [pairs, dVocabOut].
 */
export function silentLogits(network: Network, mid: Float64Array): Float64Array {
  const { architecture: a, weights } = network;
  const pairs = mid.length / a.dModel;
  const logits = repeated(biasLogits(network), pairs);
  return multiply(mid, weights['unembed.W_U'], pairs, a.dModel, a.dVocabOut, logits);
}

/** The same row over and over. */
function repeated(row: FloatArray, count: number): Float64Array {
  const out = new Float64Array(row.length * count);
  for (let i = 0; i < count; i++) out.set(row, i * row.length);
  return out;
}
