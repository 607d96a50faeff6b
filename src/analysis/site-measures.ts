import { activate } from '../model/activation-function';
import { activation } from '../model/forward';
import type { Network } from '../model/network';
import { type Interaction, measureInteraction } from './interaction';
import { type PairMarginals, pairMarginals } from './pair-marginals';
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
 * Measures attention output, pre- and post-activation over all pairs.
 *
 * @param pre the pre-activations [p², dMlp], when somebody has them already.
 */
export function measureActivations(
  network: Network,
  pre: Float64Array = activation(network, 'blocks.0.mlp.hook_pre').data,
): ActivationMeasures {
  const { dModel, dMlp, activation: name } = network.architecture;
  const measure = (values: Float64Array, width: number): SiteMeasures => {
    const marginals = pairMarginals(values, width, network.size);
    return { marginals, powers: wavePowers(marginals) };
  };
  return {
    attention: measure(activation(network, 'blocks.0.hook_attn_out').data, dModel),
    pre: measure(pre, dMlp),
    post: measure(
      pre.map((value) => activate(name, value)),
      dMlp,
    ),
  };
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
  single.forEach((power, at) => {
    const k = Math.floor(at / width);
    if (all > 0) shares[k] = (shares[k] as number) + (power + (products[at] as number)) / all;
  });
  return shares;
}
