import { CONTEXT } from '../model/architecture';
import { activation } from '../model/forward';
import { multiply } from '../model/matrix';
import { foldNetwork, type Network } from '../model/network';
import type { Site } from '../model/sites';
import type { Run } from '../recording/run';
import { architectureOfRun, weightsOfRun } from './run-input';

export type { Network };

/** Everything that one sum leaves at the named places of the network, in float64. */
export interface ExampleActivations {
  /** The residual stream before the block, token plus position embedding: [position][dModel]. */
  readonly residual: readonly Float64Array[];
  /** Value vectors: [head][position][dHead]. */
  readonly values: readonly (readonly Float64Array[])[];
  /** Attention patterns, row-major [destination, source], zero where a position would look ahead: [head]. */
  readonly patterns: readonly Float64Array[];
  /** What each head has mixed at "=": [head][dHead]. */
  readonly mixed: readonly Float64Array[];
  /** The residual stream at "=" after the attention [dModel]. */
  readonly middle: Float64Array;
  /** The neurons before and after their activation function [dMlp]. */
  readonly pre: Float64Array;
  readonly post: Float64Array;
  /** The residual stream at "=" after the MLP [dModel]. */
  readonly last: Float64Array;
  /** The scores of all answers [dVocabOut], and their softmax. */
  readonly logits: Float64Array;
  readonly probabilities: Float64Array;
}

/** The final network of a run, ready to be asked. Throws InputError where weights are missing or do not fit. */
export async function networkOfRun(run: Run): Promise<Network> {
  const architecture = architectureOfRun(run);
  return foldNetwork(architecture, await weightsOfRun(run, architecture, run.checkpointSteps.at(-1) ?? 0));
}

/** The activations of the pair (x, y), read from the forward pass at every site. */
export function exampleActivations(network: Network, x: number, y: number): ExampleActivations {
  const { dModel, dHead, heads } = network.architecture;
  const pair = Int32Array.of(x * network.size + y);
  const at = (site: Site) => activation(network, site, pair).data;
  const residual = rows(at('blocks.0.hook_resid_pre'), dModel);
  const values = rows(at('blocks.0.attn.hook_v'), dHead);
  const logits = at('logits');
  return {
    residual,
    values: Array.from({ length: heads }, (_, head) =>
      Array.from({ length: CONTEXT }, (_, position) => item(values, position * heads + head)),
    ),
    patterns: patterns(network, residual, at('blocks.0.attn.hook_pattern')),
    mixed: rows(at('blocks.0.attn.hook_z'), dHead),
    middle: at('blocks.0.hook_resid_mid'),
    pre: at('blocks.0.mlp.hook_pre'),
    post: at('blocks.0.mlp.hook_post'),
    last: at('blocks.0.hook_resid_post'),
    logits,
    probabilities: softmax(logits),
  };
}

/** Softmax in float64, with the largest score taken off first. */
export function softmax(scores: Float64Array): Float64Array {
  const top = scores.reduce((most, score) => Math.max(most, score), Number.NEGATIVE_INFINITY);
  const exps = scores.map((score) => Math.exp(score - top));
  const sum = exps.reduce((total, e) => total + e, 0);
  return exps.map((e) => e / sum);
}

/** The whole lower triangles: the forward pass needs only their last row, the pattern of "=". */
function patterns(
  { architecture: a, weights }: Network,
  residual: readonly Float64Array[],
  lastRows: Float64Array,
): Float64Array[] {
  const block = a.dModel * a.dHead;
  return Array.from({ length: a.heads }, (_, head) => {
    const project = (name: 'blocks.0.attn.W_Q' | 'blocks.0.attn.W_K', position: number) =>
      multiply(
        item(residual, position),
        weights[name].subarray(head * block, (head + 1) * block),
        1,
        a.dModel,
        a.dHead,
      );
    const pattern = new Float64Array(CONTEXT * CONTEXT);
    for (let to = 0; to < CONTEXT - 1; to++) {
      const query = project('blocks.0.attn.W_Q', to);
      const scores = Float64Array.from({ length: to + 1 }, (_, source) => {
        const key = project('blocks.0.attn.W_K', source);
        return query.reduce((sum, q, d) => sum + q * (key[d] ?? Number.NaN), 0) / Math.sqrt(a.dHead);
      });
      const shares = softmax(scores).map((s) => a.attentionRate * s + (1 - a.attentionRate) / (to + 1));
      pattern.set(shares, to * CONTEXT);
    }
    pattern.set(lastRows.subarray(head * CONTEXT, (head + 1) * CONTEXT), (CONTEXT - 1) * CONTEXT);
    return pattern;
  });
}

function rows(data: Float64Array, width: number): Float64Array[] {
  return Array.from({ length: data.length / width }, (_, i) => data.slice(i * width, (i + 1) * width));
}

function item(list: readonly Float64Array[], index: number): Float64Array {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no row ${index} among ${list.length}`);
  return found;
}
