import { activateAll } from '../model/activation-function';
import { midResiduals, pairsOfRow, preActivationsOf } from '../model/forward';
import type { Network } from '../model/network';
import { type Interaction, measureInteraction } from './interaction';
import { MarginalSums, type PairMarginals } from './pair-marginals';
import { type WavePowers, wavePowers } from './wave-powers';

/** A site over all pairs: its values averaged along four directions, and the powers of its waves. */
export interface SiteMeasures {
  readonly marginals: PairMarginals;
  readonly powers: WavePowers;
}

/** The sites where products of x and y might be made, in the order of the computation. */
export interface ActivationMeasures {
  readonly attention: SiteMeasures;
  readonly pre: SiteMeasures;
  readonly post: SiteMeasures;
}

/**
 * Measures attention output, pre- and post-activation over all pairs, one left operand after the other, so that only
 * p pairs are held at a time.
 *
 * @param onRow is shown the pre-activations and activations [y, dMlp] of each x.
 */
export function measureActivations(
  network: Network,
  onRow?: (x: number, pre: Float64Array, post: Float64Array) => void,
): ActivationMeasures {
  const { dModel, dMlp, activation: name } = network.architecture;
  const preOf = preActivationsOf(network);
  const midOf = midResiduals(network);
  // The residual stream in the middle is the attention output and a constant.
  const attention = new MarginalSums(dModel, network.size);
  const pre = new MarginalSums(dMlp, network.size);
  const post = new MarginalSums(dMlp, network.size);
  for (let x = 0; x < network.size; x++) {
    const pairs = pairsOfRow(network, x);
    attention.add(x, midOf(pairs));
    const before = preOf(pairs);
    const after = activateAll(name, before);
    pre.add(x, before);
    post.add(x, after);
    onRow?.(x, before, after);
  }
  return { attention: measured(attention), pre: measured(pre), post: measured(post) };
}

function measured(sums: MarginalSums): SiteMeasures {
  const marginals = sums.finish();
  return { marginals, powers: wavePowers(marginals) };
}

/** How the variance divides at each of `PRODUCT_SITES`. */
export function interactions(
  { attention, pre, post }: ActivationMeasures,
  keys: readonly number[],
): Interaction[] {
  return [attention, pre, post].map(({ powers }) => measureInteraction(powers, keys));
}

/** The share of the variance of all channels together that each frequency k = 1, 2, … holds in its 3×3 block. */
export function frequencyShares({ width, total, single, products }: WavePowers): Float64Array {
  const all = total.reduce((sum, power) => sum + power, 0);
  const shares = new Float64Array(single.length / width);
  if (all === 0) return shares;
  for (let k = 0; k < shares.length; k++) {
    let power = 0;
    for (let at = k * width; at < (k + 1) * width; at++) {
      power += (single[at] as number) + (products[at] as number);
    }
    shares[k] = power / all;
  }
  return shares;
}
