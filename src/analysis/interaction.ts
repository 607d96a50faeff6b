import type { Site } from '../model/sites';
import type { PairMarginals } from './pair-marginals';
import type { WavePowers } from './wave-powers';

/** The places where products of x and y might be made, in the order of the computation. */
export const PRODUCT_SITES = [
  'blocks.0.hook_attn_out',
  'blocks.0.mlp.hook_pre',
  'blocks.0.mlp.hook_post',
] as const satisfies readonly Site[];

/** How the variance at one site divides between functions of x or y alone and what needs both. */
export interface Interaction {
  /** Share of the variance that is no sum of a function of x and a function of y. Assumes nothing about waves. */
  readonly interaction: number;
  /** Share in products cos or sin w_k x times cos or sin w_k y of the key frequencies: the part that makes sums. */
  readonly keyProducts: number;
  /** Share in single waves cos or sin w_k x, cos or sin w_k y of the key frequencies. */
  readonly keyWaves: number;
}

/** Divides the variance at a site, summed over its channels. */
export function measureInteraction(powers: WavePowers, keys: readonly number[]): Interaction {
  const total = sum(powers.total);
  if (total === 0) return { interaction: 0, keyProducts: 0, keyWaves: 0 };
  const ofKeys = (table: Float64Array) =>
    keys.reduce((all, k) => all + sum(table.subarray((k - 1) * powers.width, k * powers.width)), 0);
  return {
    interaction: Math.max(0, 1 - sum(powers.additive) / total),
    keyProducts: ofKeys(powers.products) / total,
    keyWaves: ofKeys(powers.single) / total,
  };
}

/** The values [y, width] at one x as far as they are a function of x plus a function of y. */
export function additiveRow({ p, width, rows, columns, means }: PairMarginals, x: number): Float64Array {
  const out = columns.slice();
  for (let y = 0; y < p; y++) {
    for (let i = 0; i < width; i++) {
      const at = y * width + i;
      out[at] = (out[at] as number) + (rows[x * width + i] as number) + (means[i] as number);
    }
  }
  return out;
}

function sum(values: Float64Array): number {
  return values.reduce((all, value) => all + value, 0);
}
