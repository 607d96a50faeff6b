import type { Architecture } from '../model/architecture';
import { crossEntropy } from '../model/loss';
import { multiply, transpose } from '../model/matrix';
import { neuronLogitMap } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray, Weights } from '../model/weights';
import { IRREPS, isotypicPowers, isotypicProjection, QUOTIENTS, sharesOf } from './irreps';
import { type PairSplit, type SplitScore, scoreSplit } from './split-score';
import { type WeightNorms, weightNorms } from './weight-norms';

/** The sites whose functions on the group are divided among the irreducible representations. */
export const GROUP_SITES = ['W_E', 'W_U', 'W_L', 'logits'] as const;

/** What is measured of a network that composes permutations, at one step. Plain data. */
export interface GroupRecord {
  readonly step: number;
  readonly score: SplitScore;
  readonly norms: WeightNorms;
  /**
   * The share of each irreducible representation, in the order of `IRREPS`, at each of {@link GROUP_SITES}: W_E as a
   * function of the token, W_U and W_L = W_out W_U as functions of the answer, the logits (centred per input) as
   * functions of x ∘ y. After Chughtai et al. 2023 (arXiv 2302.03025) and Stander et al. 2023 (arXiv 2312.06581).
   */
  readonly shares: Readonly<Record<(typeof GROUP_SITES)[number], Float64Array>>;
  /** Of the variance of the logits (centred per input), what functions of x ∘ y explain, for any answer. */
  readonly productFve: number;
  /** The same for functions of x ∘ y ∘ z⁻¹, z the answer; and for sums of characters of it alone. */
  readonly quotientFve: number;
  readonly characterFve: number;
  /** Least-squares coefficient of each character χ(x ∘ y ∘ z⁻¹) in the logits. */
  readonly coefficients: Float64Array;
  /** The loss over all pairs of nothing but these characters. */
  readonly charactersOnlyLoss: number;
  /** The loss on the train pairs without each representation's part of the logits as functions of x ∘ y. */
  readonly excluded: Float64Array;
}

/** What a step of such a network is measured against. */
export interface GroupMeasurer {
  readonly task: Task;
  readonly split: PairSplit;
  readonly architecture: Architecture;
}

/**
 * Measures one step.
 *
 * @param values logits [pairs, dVocabOut] of all pairs in row-major order.
 */
export function measureGroupStep(
  { task, split, architecture }: GroupMeasurer,
  step: number,
  weights: Weights,
  values: FloatArray,
): GroupRecord {
  const { dModel, dMlp, dVocabOut } = architecture;
  const order = task.size;
  const logits = centredLogits(values, dVocabOut, order);
  const byProduct = meanByProduct(logits, task.labels, order);
  const total = logits.reduce((sum, value) => sum + value * value, 0);
  const fve = (explained: number) => (total === 0 ? 0 : explained / total);
  const byQuotient = meanByQuotient(byProduct, order);
  const coefficients = Float64Array.from(IRREPS, ({ characters }) => {
    // Characters have the mean square 1 over the group, so the coefficient is a mean of products.
    return byQuotient.reduce((sum, value, g) => sum + (value * (characters[g] as number)) / order, 0);
  });
  const square = (numbers: Float64Array) => numbers.reduce((sum, value) => sum + value * value, 0);
  const answers = (matrix: FloatArray, rows: number) =>
    transpose(matrix, rows, dVocabOut).subarray(0, order * rows);
  return {
    step,
    score: scoreSplit(values, dVocabOut, task.labels, order, split),
    norms: weightNorms(weights),
    shares: {
      W_E: sharesOf(isotypicPowers(weights['embed.W_E'], dModel)),
      W_U: sharesOf(isotypicPowers(answers(weights['unembed.W_U'], dModel), dModel)),
      W_L: sharesOf(isotypicPowers(answers(neuronLogitMap({ architecture, weights }), dMlp), dMlp)),
      logits: sharesOf(isotypicPowers(byProduct, order)),
    },
    productFve: fve(order * square(byProduct)),
    quotientFve: fve(order ** 2 * square(byQuotient)),
    characterFve: fve(order ** 3 * square(coefficients)),
    coefficients,
    charactersOnlyLoss: charactersLoss(coefficients, order),
    excluded: Float64Array.from(IRREPS, (irrep) =>
      excludedLoss(
        logits,
        multiply(isotypicProjection(irrep), byProduct, order, order, order),
        task.labels,
        split.train,
        order,
      ),
    ),
  };
}

/** Logits [pairs, answers] about their mean over the answers; a column for "=" is left out. */
function centredLogits(values: FloatArray, columns: number, order: number): Float64Array {
  const out = new Float64Array(order ** 3);
  for (let pair = 0; pair < order * order; pair++) {
    let mean = 0;
    for (let z = 0; z < order; z++) mean += (values[pair * columns + z] as number) / order;
    for (let z = 0; z < order; z++) out[pair * order + z] = (values[pair * columns + z] as number) - mean;
  }
  return out;
}

/** The mean logits of all pairs with the same product, [product, answer]. */
function meanByProduct(logits: Float64Array, labels: Int32Array, order: number): Float64Array {
  const out = new Float64Array(order * order);
  for (let pair = 0; pair < order * order; pair++) {
    const to = (labels[pair] as number) * order;
    for (let z = 0; z < order; z++) {
      out[to + z] = (out[to + z] as number) + (logits[pair * order + z] as number) / order;
    }
  }
  return out;
}

/** The mean logit at each product ∘ answer⁻¹, [120]: at the neutral element stands that of the right answers. */
function meanByQuotient(byProduct: Float64Array, order: number): Float64Array {
  const out = new Float64Array(order);
  byProduct.forEach((value, at) => {
    const quotient = QUOTIENTS[at] as number;
    out[quotient] = (out[quotient] as number) + value / order;
  });
  return out;
}

/** The cross entropy when the logit of an answer z is a sum of characters of x ∘ y ∘ z⁻¹: the same for every pair. */
function charactersLoss(coefficients: Float64Array, order: number): number {
  const scores = Float64Array.from({ length: order }, (_, g) =>
    IRREPS.reduce(
      (sum, { characters }, i) => sum + (coefficients[i] as number) * (characters[g] as number),
      0,
    ),
  );
  const neutral = QUOTIENTS[0] as number;
  return crossEntropy(scores, 0, order, neutral);
}

/** The loss on some pairs when a function of the product [product, answer] is taken away from their logits. */
function excludedLoss(
  logits: Float64Array,
  removed: Float64Array,
  labels: Int32Array,
  pairs: Int32Array,
  order: number,
): number {
  const row = new Float64Array(order);
  let sum = 0;
  for (const pair of pairs) {
    const answer = labels[pair] as number;
    for (let z = 0; z < order; z++) {
      row[z] = (logits[pair * order + z] as number) - (removed[answer * order + z] as number);
    }
    sum += crossEntropy(row, 0, order, answer);
  }
  return sum / pairs.length;
}
