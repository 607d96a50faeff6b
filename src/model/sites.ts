import { CONTEXT } from './architecture';
import type { Network } from './network';

/**
 * The named places of the network, TransformerLens' names, each read at the last position ("=");
 * `dims` follow the pair. The attention scores and pattern are those of "=" on the positions x, y, "=".
 */
export const SITES = {
  'blocks.0.hook_resid_pre': ['position', 'dModel'],
  'blocks.0.attn.hook_v': ['position', 'head', 'dHead'],
  'blocks.0.attn.hook_attn_scores': ['head', 'position'],
  'blocks.0.attn.hook_pattern': ['head', 'position'],
  'blocks.0.attn.hook_z': ['head', 'dHead'],
  'blocks.0.hook_attn_out': ['dModel'],
  'blocks.0.hook_resid_mid': ['dModel'],
  'blocks.0.mlp.hook_pre': ['neuron'],
  'blocks.0.mlp.hook_post': ['neuron'],
  'blocks.0.hook_mlp_out': ['dModel'],
  'blocks.0.hook_resid_post': ['dModel'],
  logits: ['logit'],
} as const satisfies Record<string, readonly string[]>;

export type Site = keyof typeof SITES;

/** The values at one site: row-major, the first dimension is the pair. */
export interface Activation {
  readonly site: Site;
  readonly dims: readonly string[];
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** The extent of one of a site's dimensions. */
export function extent(network: Network, dim: string): number {
  const { architecture: a } = network;
  const extents: Record<string, number> = {
    position: CONTEXT,
    head: a.heads,
    dHead: a.dHead,
    dModel: a.dModel,
    neuron: a.dMlp,
    logit: a.dVocabOut,
  };
  return extents[dim] ?? 0;
}
