import { activateAll } from '../model/activation-function';
import { CONTEXT } from '../model/architecture';
import { activation, midThrough, pairsOfRow } from '../model/forward';
import { addScaled, multiply } from '../model/matrix';
import { type Network, neuronLogitMap, outputTables } from '../model/network';
import type { FloatArray } from '../model/weights';
import { additiveRow } from './interaction';
import type { PairMarginals } from './pair-marginals';
import type { PairTable } from './perspective';
import { biasLogits } from './silent-logits';
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
  const silentOf = midThrough(network, network.weights['unembed.W_U'], dVocabOut, biasLogits(network));
  const steadyRow = meanPatternRows(network);
  const additiveReluRow = additiveReluRows(network, readouts, pre.marginals, post.marginals);
  const logits = {
    meanPattern: new Float64Array(p * p * dVocabOut),
    additivePre: new Float64Array(p * p * dVocabOut),
    additiveRelu: new Float64Array(p * p * dVocabOut),
  };
  for (let x = 0; x < p; x++) {
    const at = x * p * dVocabOut;
    const heard = (neurons: Float64Array, rest: Float64Array) =>
      multiply(activateAll(name, neurons, neurons), readouts, p, dMlp, dVocabOut, rest);
    const steady = steadyRow(x);
    logits.meanPattern.set(heard(steady.pre, steady.silent), at);
    logits.additivePre.set(heard(additiveRow(pre.marginals, x), silentOf(pairsOfRow(network, x))), at);
    logits.additiveRelu.set(additiveReluRow(x), at);
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
 * The logits, row by row, when the neurons put out what the ReLU makes of x alone and of y alone, and of x and y
 * together what came in. No row of neurons is needed: what came in is a blend of tables, the rest a sum of two.
 */
function additiveReluRows(network: Network, readouts: Float64Array, pre: PairMarginals, post: PairMarginals) {
  const { dModel, dMlp, dVocabOut } = network.architecture;
  const { weights, size: p } = network;
  const through = (table: FloatArray, rows: number, start?: Float64Array) =>
    multiply(table, readouts, rows, dMlp, dVocabOut, start);
  // Past the MLP, and through it as if the neurons were lines.
  const matrix = multiply(
    weights['blocks.0.mlp.W_in'],
    readouts,
    dModel,
    dMlp,
    dVocabOut,
    Float64Array.from(weights['unembed.W_U']),
  );
  const linearOf = midThrough(
    network,
    matrix,
    dVocabOut,
    through(weights['blocks.0.mlp.b_in'], 1, biasLogits(network)),
  );
  const gained = (after: Float64Array, before: Float64Array) =>
    after.map((value, at) => value - (before[at] as number));
  const ofX = through(gained(post.rows, pre.rows), p);
  const ofY = through(gained(post.columns, pre.columns), p);
  const constant = through(gained(post.means, pre.means), 1);
  return (x: number) => {
    const out = linearOf(pairsOfRow(network, x));
    addScaled(out, 0, ofY, 0, out.length, 1);
    for (let at = 0; at < out.length; at += dVocabOut) {
      addScaled(out, at, ofX, x * dVocabOut, dVocabOut, 1);
      addScaled(out, at, constant, 0, dVocabOut, 1);
    }
    return out;
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
