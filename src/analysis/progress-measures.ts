import { crossEntropy } from '../model/loss';
import type { LogitFit } from './logit-fit';
import { checkLogitTable, type LogitTable, type LogitWave, votes } from './logit-waves';
import { averageOverSplit, type LossTriple, type PairSplit } from './split-score';

/**
 * The restricted loss (Nanda et al. 2023, section 5.1): only the waves of x + y at the key frequencies are kept of
 * the logits, and the mean of each answer over the pairs is restored. Low when the clocks alone solve the task.
 *
 * @param waves the logits' projections on the key frequencies; @param means [p], see `meanLogits`.
 */
export function restrictedLoss(
  waves: readonly LogitWave[],
  means: Float64Array,
  p: number,
  split: PairSplit,
): LossTriple {
  const kept = votes(waves, p);
  for (let i = 0; i < kept.length; i++) kept[i] = (kept[i] as number) + (means[i % p] as number);
  // What is left depends on x + y alone, so p losses say everything.
  const bySum = Float64Array.from({ length: p }, (_, s) => crossEntropy(kept, s * p, p, s));
  return averageOverSplit((pair) => bySum[sumOf(pair, p)] as number, split);
}

/**
 * The excluded loss: the waves of some frequencies are taken out of the logits, nothing is restored; loss over the
 * given pairs, which are the train pairs in the published measure. High when the network needs those clocks.
 */
export function excludedLoss(table: LogitTable, waves: readonly LogitWave[], pairs: Int32Array): number {
  checkLogitTable(table);
  const { p, columns, values } = table;
  const removed = votes(waves, p);
  const row = new Float64Array(p);
  let sum = 0;
  for (const pair of pairs) {
    const s = sumOf(pair, p);
    for (let z = 0; z < p; z++) {
      row[z] = (values[pair * columns + z] as number) - (removed[s * p + z] as number);
    }
    sum += crossEntropy(row, 0, p, s);
  }
  return sum / pairs.length;
}

/**
 * The loss of nothing but the fitted clocks, Σ coefficient·cos(w_k(x+y−z)), no mean restored. The same for every
 * pair, because only the distance from the right answer counts.
 */
export function clocksOnlyLoss(fit: LogitFit, p: number): number {
  const scores = new Float64Array(p);
  fit.frequencies.forEach((k, i) => {
    for (let d = 0; d < p; d++) {
      scores[d] =
        (scores[d] as number) + (fit.coefficients[i] as number) * Math.cos((2 * Math.PI * ((k * d) % p)) / p);
    }
  });
  return crossEntropy(scores, 0, p, 0);
}

function sumOf(pair: number, p: number): number {
  return (Math.floor(pair / p) + (pair % p)) % p;
}
