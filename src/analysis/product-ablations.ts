import { activateAll } from '../model/activation-function';
import { CONTEXT } from '../model/architecture';
import { activation, midResiduals, pairsOfRow, preActivationsOf } from '../model/forward';
import { addScaled, multiply } from '../model/matrix';
import { type Network, neuronLogitMap, outputTables } from '../model/network';
import type { FloatArray } from '../model/weights';
import { additiveRow } from './interaction';
import type { PairTable } from './perspective';
import { biasLogits, silentLogits } from './silent-logits';
import { type ActivationMeasures, measureActivations } from './site-measures';
import { type LossTriple, scoreSplit } from './split-score';

/** What is taken away to see where products of x and y are made. */
export interface ProductAblations {
  /** The attention pattern is held at its mean, so that the attention only adds what it reads. */
  readonly meanPattern: LossTriple;
  /** The pre-activations keep functions of x plus functions of y only: no product reaches the ReLU. */
  readonly additivePre: LossTriple;
  /** The activations keep of x and y together only what the pre-activations had: the ReLU makes no product. */
  readonly additiveRelu: LossTriple;
}

/** The ablations in the order in which they are recorded. */
export const PRODUCT_ABLATIONS = ['meanPattern', 'additivePre', 'additiveRelu'] as const;

/**
 * The losses that tell whether attention or ReLU makes the products. See {@link ProductAblations}. One left operand
 * is computed after the other, so that only p pairs of activations are held at a time.
 *
 * @param measures of the network's activations, when somebody has them already.
 */
export function productAblations(
  network: Network,
  table: PairTable,
  { pre, post }: Pick<ActivationMeasures, 'pre' | 'post'> = measureActivations(network),
): ProductAblations {
  const { dMlp, dVocabOut, activation: name } = network.architecture;
  const p = network.size;
  const readouts = neuronLogitMap(network);
  const preOf = preActivationsOf(network);
  const midOf = midResiduals(network);
  const steadyRow = meanPatternRows(network);
  const logits = {
    meanPattern: new Float64Array(p * p * dVocabOut),
    additivePre: new Float64Array(p * p * dVocabOut),
    additiveRelu: new Float64Array(p * p * dVocabOut),
  };
  for (let x = 0; x < p; x++) {
    const pairs = pairsOfRow(network, x);
    const before = preOf(pairs);
    const silent = silentLogits(network, midOf(pairs));
    const additive = additiveRow(pre.marginals, x);
    // Behind the ReLU: what it makes of x alone and of y alone, and of x and y together what came in.
    const passed = additiveRow(post.marginals, x);
    for (let at = 0; at < passed.length; at++) {
      passed[at] = (passed[at] as number) + (before[at] as number) - (additive[at] as number);
    }
    const put = (ablation: keyof ProductAblations, neurons: Float64Array, rest: Float64Array) =>
      logits[ablation].set(multiply(neurons, readouts, p, dMlp, dVocabOut, rest), x * p * dVocabOut);
    const steady = steadyRow(x);
    put('meanPattern', activateAll(name, steady.pre, steady.pre), steady.silent);
    put('additivePre', activateAll(name, additive, additive), silent.slice());
    put('additiveRelu', passed, silent);
  }
  const loss = (values: Float64Array) =>
    scoreSplit(values, dVocabOut, table.labels, table.size, table.split).loss;
  return {
    meanPattern: loss(logits.meanPattern),
    additivePre: loss(logits.additivePre),
    additiveRelu: loss(logits.additiveRelu),
  };
}

/**
 * Pre-activations and silent logits, row by row, when each head attends to each position as it does on average. The
 * residual stream is then a function of x plus a function of y, and so is everything before the activation function.
 */
function meanPatternRows(network: Network) {
  const { architecture: a, weights, size } = network;
  const means = meanPattern(network);
  const [ofX = means, ofY = means, constant = means] = outputTables(network).map((table, position) => {
    const rows = position === 2 ? 1 : size;
    const out = new Float64Array(rows * a.dModel);
    for (let head = 0; head < a.heads; head++) {
      addScaled(out, 0, table, head * out.length, out.length, means[head * CONTEXT + position] as number);
    }
    return out;
  });
  addScaled(constant, 0, network.residual[2], 0, a.dModel, 1);
  const rowsThrough = (matrix: FloatArray, columns: number, start: FloatArray) => {
    const x = multiply(ofX, matrix, size, a.dModel, columns);
    const rest = multiply(constant, matrix, 1, a.dModel, columns, Float64Array.from(start));
    const restAndY = new Float64Array(size * columns);
    for (let y = 0; y < size; y++) restAndY.set(rest, y * columns);
    multiply(ofY, matrix, size, a.dModel, columns, restAndY);
    return (row: number) => {
      const out = restAndY.slice();
      for (let at = 0; at < out.length; at += columns) addScaled(out, at, x, row * columns, columns, 1);
      return out;
    };
  };
  const pre = rowsThrough(weights['blocks.0.mlp.W_in'], a.dMlp, weights['blocks.0.mlp.b_in']);
  const silent = rowsThrough(weights['unembed.W_U'], a.dVocabOut, biasLogits(network));
  return (x: number) => ({ pre: pre(x), silent: silent(x) });
}

/** The attention pattern averaged over all pairs, [head, position]. */
function meanPattern(network: Network): Float64Array {
  const pattern = activation(network, 'blocks.0.attn.hook_pattern').data;
  const means = new Float64Array(network.architecture.heads * CONTEXT);
  for (let from = 0; from < pattern.length; from += means.length) {
    addScaled(means, 0, pattern, from, means.length, 1 / network.size ** 2);
  }
  return means;
}
