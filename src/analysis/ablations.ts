import { activateAll } from '../model/activation-function';
import { activation } from '../model/forward';
import { addScaled, multiply } from '../model/matrix';
import { MersenneTwister } from '../model/mersenne-twister';
import { type Network, neuronLogitMap } from '../model/network';
import type { FloatArray } from '../model/weights';
import type { LogitTable } from './logit-waves';
import type { PairTable } from './perspective';
import { silentLogits } from './silent-logits';
import { type LossTriple, scoreSplit } from './split-score';

/** The activations of all pairs that ablations start from, computed once. */
export interface AblationBase {
  readonly network: Network;
  readonly table: PairTable;
  /** [p², dMlp] before and after the activation function. */
  readonly pre: Float64Array;
  readonly post: Float64Array;
  /** What the logits would be if all neurons were silent, [p², dVocabOut]: the residual stream past the MLP. */
  readonly silent: Float64Array;
  /** W_L, [dMlp, dVocabOut]. */
  readonly readouts: Float64Array;
  readonly logits: LogitTable;
}

/**
 * Computes what ablations start from.
 *
 * @param pre the pre-activations [p², dMlp], @param post the activations, when somebody has them already.
 */
export function ablationBase(
  network: Network,
  table: PairTable,
  logits: LogitTable,
  pre: Float64Array = activation(network, 'blocks.0.mlp.hook_pre').data,
  post: Float64Array = activateAll(network.architecture.activation, pre),
): AblationBase {
  const silent = silentLogits(network, activation(network, 'blocks.0.hook_resid_mid').data);
  return { network, table, pre, post, silent, readouts: neuronLogitMap(network), logits };
}

/**
 * The loss when some neurons are held at their mean over all pairs. (Removing them and restoring the mean logits,
 * as Nanda et al. 2023 do, is the same.)
 */
export function lossWithoutNeurons(base: AblationBase, neurons: readonly number[]): LossTriple {
  const { network, post, logits, readouts } = base;
  const { dMlp } = network.architecture;
  const dVocabOut = logits.columns;
  const pairs = post.length / dMlp;
  const count = neurons.length;
  const rows = new Float64Array(count * dVocabOut);
  neurons.forEach((neuron, i) => {
    rows.set(readouts.subarray(neuron * dVocabOut, (neuron + 1) * dVocabOut), i * dVocabOut);
  });
  const chosen = Int32Array.from(neurons);
  const gone = new Float64Array(pairs * count);
  const means = new Float64Array(count);
  for (let pair = 0; pair < pairs; pair++) {
    for (let i = 0; i < count; i++) {
      const value = post[pair * dMlp + (chosen[i] as number)] as number;
      gone[pair * count + i] = -value;
      means[i] = (means[i] as number) + value / pairs;
    }
  }
  for (let pair = 0; pair < pairs; pair++) addScaled(gone, pair * count, means, 0, count, 1);
  const changed = Float64Array.from(logits.values);
  multiply(gone, rows, pairs, neurons.length, dVocabOut, changed);
  return lossOf(base, changed);
}

/**
 * The loss of a random choice of as many things, for comparison: the median of three seeded draws, because a draw
 * that happens to hit what matters would drown the others in a mean.
 */
export function controlLoss(
  from: readonly number[],
  count: number,
  seed: number,
  loss: (chosen: readonly number[]) => number,
): number {
  const random = new MersenneTwister(seed);
  const losses = Array.from({ length: 3 }, () => {
    const shuffled = Int32Array.from(from);
    random.shuffle(shuffled);
    return loss([...shuffled.slice(0, count)]);
  });
  return losses.sort((a, b) => a - b)[1] ?? Number.NaN;
}

/** The loss when what one head adds to the residual stream is held at its mean over all pairs. */
export function lossWithoutHead(base: AblationBase, head: number): LossTriple {
  const { network, silent, pre } = base;
  const { architecture: a, weights } = network;
  const block = a.dHead * a.dModel;
  const output = weights['blocks.0.attn.W_O'].subarray(head * block, (head + 1) * block);
  const through = (matrix: FloatArray, columns: number) =>
    multiply(output, matrix, a.dHead, a.dModel, columns);
  const change = meanMinusValue(network, head);
  const pairs = pre.length / a.dMlp;
  const changed = (from: Float64Array, matrix: FloatArray, columns: number) =>
    multiply(change, through(matrix, columns), pairs, a.dHead, columns, from.slice());
  return lossOf(
    base,
    logitsFrom(
      base,
      changed(silent, weights['unembed.W_U'], a.dVocabOut),
      changed(pre, weights['blocks.0.mlp.W_in'], a.dMlp),
    ),
  );
}

/** What holding one head's mixed values at their mean adds to them, [p², dHead]. */
function meanMinusValue(network: Network, head: number): Float64Array {
  const { heads, dHead } = network.architecture;
  const mixed = activation(network, 'blocks.0.attn.hook_z').data;
  const pairs = mixed.length / (heads * dHead);
  const means = new Float64Array(dHead);
  const out = new Float64Array(pairs * dHead);
  for (let pair = 0; pair < pairs; pair++) {
    const from = (pair * heads + head) * dHead;
    addScaled(means, 0, mixed, from, dHead, 1 / pairs);
    addScaled(out, pair * dHead, mixed, from, dHead, -1);
  }
  for (let pair = 0; pair < pairs; pair++) addScaled(out, pair * dHead, means, 0, dHead, 1);
  return out;
}

/** The logits of changed pre-activations and of what passes the MLP by; both arrays are used up. */
function logitsFrom(base: AblationBase, silent: Float64Array, pre: Float64Array): Float64Array {
  const { network, readouts, logits } = base;
  const { activation: name, dMlp } = network.architecture;
  return multiply(activateAll(name, pre, pre), readouts, network.size ** 2, dMlp, logits.columns, silent);
}

function lossOf({ table, logits: { columns } }: AblationBase, logits: Float64Array): LossTriple {
  return scoreSplit(logits, columns, table.labels, table.size, table.split).loss;
}
