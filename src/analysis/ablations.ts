import { activate } from '../model/activation-function';
import { activation } from '../model/forward';
import { multiply } from '../model/matrix';
import { MersenneTwister } from '../model/mersenne-twister';
import { type Network, neuronLogitMap, outputTables } from '../model/network';
import type { FloatArray } from '../model/weights';
import { additivePart } from './interaction';
import type { LogitTable } from './logit-waves';
import type { PairTable } from './perspective';
import { type LossTriple, scoreSplit } from './split-score';

/** The activations of all pairs that ablations start from, computed once. */
export interface AblationBase {
  readonly network: Network;
  readonly table: PairTable;
  /** [p², dMlp] before and after the activation function, [p², dModel] of the residual stream, [p², dVocabOut]. */
  readonly pre: Float64Array;
  readonly post: Float64Array;
  readonly mid: Float64Array;
  readonly logits: LogitTable;
}

/**
 * Computes what ablations start from.
 *
 * @param pre the pre-activations [p², dMlp], when somebody has them already.
 */
export function ablationBase(
  network: Network,
  table: PairTable,
  logits: LogitTable,
  pre: Float64Array = activation(network, 'blocks.0.mlp.hook_pre').data,
): AblationBase {
  const post = pre.map((value) => activate(network.architecture.activation, value));
  const mid = activation(network, 'blocks.0.hook_resid_mid').data;
  return { network, table, pre, post, mid, logits };
}

/**
 * The loss when some neurons are held at their mean over all pairs. (Removing them and restoring the mean logits,
 * as Nanda et al. 2023 do, is the same.)
 */
export function lossWithoutNeurons(base: AblationBase, neurons: readonly number[]): LossTriple {
  const { network, post, logits } = base;
  const { dMlp } = network.architecture;
  const dVocabOut = logits.columns;
  const readouts = neuronLogitMap(network);
  const pairs = post.length / dMlp;
  const changed = Float64Array.from(logits.values);
  const gone = new Float64Array(pairs * neurons.length);
  const rows = new Float64Array(neurons.length * dVocabOut);
  neurons.forEach((neuron, i) => {
    let mean = 0;
    for (let pair = 0; pair < pairs; pair++) mean += (post[pair * dMlp + neuron] as number) / pairs;
    for (let pair = 0; pair < pairs; pair++) {
      gone[pair * neurons.length + i] = mean - (post[pair * dMlp + neuron] as number);
    }
    rows.set(readouts.subarray(neuron * dVocabOut, (neuron + 1) * dVocabOut), i * dVocabOut);
  });
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
  const { network, mid, pre } = base;
  const { architecture: a, weights } = network;
  const block = a.dHead * a.dModel;
  const output = weights['blocks.0.attn.W_O'].subarray(head * block, (head + 1) * block);
  const input = multiply(output, weights['blocks.0.mlp.W_in'], a.dHead, a.dModel, a.dMlp);
  const change = meanMinusValue(network, head);
  const pairs = mid.length / a.dModel;
  const changedMid = multiply(change, output, pairs, a.dHead, a.dModel, mid.slice());
  const changedPre = multiply(change, input, pairs, a.dHead, a.dMlp, pre.slice());
  return lossOf(base, logitsFrom(base, changedMid, changedPre));
}

/** What holding one head's mixed values at their mean adds to them, [p², dHead]. */
function meanMinusValue(network: Network, head: number): Float64Array {
  const { heads, dHead } = network.architecture;
  const mixed = activation(network, 'blocks.0.attn.hook_z').data;
  const pairs = mixed.length / (heads * dHead);
  const out = new Float64Array(pairs * dHead);
  for (let e = 0; e < dHead; e++) {
    const at = (pair: number) => mixed[(pair * heads + head) * dHead + e] as number;
    let mean = 0;
    for (let pair = 0; pair < pairs; pair++) mean += at(pair) / pairs;
    for (let pair = 0; pair < pairs; pair++) out[pair * dHead + e] = mean - at(pair);
  }
  return out;
}

/** What is taken away to see where products of x and y are made. */
export interface ProductAblations {
  /** The attention pattern is held at its mean, so that the attention only adds what it reads. */
  readonly meanPattern: LossTriple;
  /** The pre-activations keep functions of x plus functions of y only: no product reaches the ReLU. */
  readonly additivePre: LossTriple;
  /** The activations keep of x and y together only what the pre-activations had: the ReLU makes no product. */
  readonly additiveRelu: LossTriple;
}

/** The losses that tell whether attention or ReLU makes the products. See {@link ProductAblations}. */
export function productAblations(base: AblationBase): ProductAblations {
  const { network, pre, post, mid } = base;
  const { dMlp, activation: name } = network.architecture;
  const steady = meanPatternMid(network);
  const additive = additivePart(pre, dMlp, network.size);
  const passed = additivePart(post, dMlp, network.size);
  for (let at = 0; at < passed.length; at++) {
    passed[at] = (passed[at] as number) + (pre[at] as number) - (additive[at] as number);
  }
  return {
    meanPattern: lossOf(base, logitsFrom(base, steady, preFrom(network, steady))),
    additivePre: lossOf(
      base,
      logitsFromPost(
        base,
        mid,
        additive.map((value) => activate(name, value)),
      ),
    ),
    additiveRelu: lossOf(base, logitsFromPost(base, mid, passed)),
  };
}

/** The residual stream in the middle when each head attends to each position as it does on average. */
function meanPatternMid(network: Network): Float64Array {
  const { heads, dModel } = network.architecture;
  const { size } = network;
  const pattern = activation(network, 'blocks.0.attn.hook_pattern').data;
  const means = new Float64Array(heads * 3);
  pattern.forEach((value, at) => {
    means[at % means.length] = (means[at % means.length] as number) + value / (size * size);
  });
  const tables = outputTables(network);
  const mid = new Float64Array(size * size * dModel);
  for (let pair = 0; pair < size * size; pair++) {
    for (let d = 0; d < dModel; d++) mid[pair * dModel + d] = network.residual[2][d] as number;
    for (let head = 0; head < heads; head++) {
      tables.forEach((table, position) => {
        const row = position === 0 ? Math.floor(pair / size) : position === 1 ? pair % size : 0;
        const from = (head * (position === 2 ? 1 : size) + row) * dModel;
        const attention = means[head * 3 + position] as number;
        for (let d = 0; d < dModel; d++) {
          mid[pair * dModel + d] =
            (mid[pair * dModel + d] as number) + attention * (table[from + d] as number);
        }
      });
    }
  }
  return mid;
}

function preFrom({ architecture: a, weights }: Network, mid: Float64Array): Float64Array {
  const pairs = mid.length / a.dModel;
  const bias = repeated(weights['blocks.0.mlp.b_in'], pairs);
  return multiply(mid, weights['blocks.0.mlp.W_in'], pairs, a.dModel, a.dMlp, bias);
}

function logitsFrom(base: AblationBase, mid: Float64Array, pre: Float64Array): Float64Array {
  const name = base.network.architecture.activation;
  for (let at = 0; at < pre.length; at++) pre[at] = activate(name, pre[at] as number);
  return logitsFromPost(base, mid, pre);
}

/** The logits of a changed residual stream and changed activations: W_out and W_U folded into W_L. */
function logitsFromPost({ network }: AblationBase, mid: Float64Array, post: Float64Array): Float64Array {
  const { architecture: a, weights } = network;
  const pairs = mid.length / a.dModel;
  const bias = multiply(weights['blocks.0.mlp.b_out'], weights['unembed.W_U'], 1, a.dModel, a.dVocabOut);
  const logits = repeated(bias, pairs);
  multiply(post, neuronLogitMap(network), pairs, a.dMlp, a.dVocabOut, logits);
  return multiply(mid, weights['unembed.W_U'], pairs, a.dModel, a.dVocabOut, logits);
}

/** The same row over and over. */
function repeated(row: FloatArray, count: number): Float64Array {
  const out = new Float64Array(row.length * count);
  for (let i = 0; i < count; i++) out.set(row, i * row.length);
  return out;
}

function lossOf({ table, logits: { columns } }: AblationBase, logits: Float64Array): LossTriple {
  return scoreSplit(logits, columns, table.labels, table.size, table.split).loss;
}
