import { checkLogitTable, type LogitTable } from './logit-waves';

/**
 * The distance irrelevance of Zhong et al. 2023 (arXiv 2306.17844, section 4.3): how little the right answer's logit
 * depends on the distance y − x of the operands.
 *
 * The mean, over distances, of the standard deviation of the right logits at one distance, over the standard
 * deviation of all right logits. Near 1 for a clock, which sees the sum only; near 0 for a pizza, whose logits
 * shrink with the distance. 1 for logits without any variance.
 */
export function distanceIrrelevance(table: LogitTable): number {
  checkLogitTable(table);
  const { p, columns, values } = table;
  const right = (x: number, y: number) => values[(x * p + y) * columns + ((x + y) % p)] as number;
  const all: number[] = [];
  let within = 0;
  for (let distance = 0; distance < p; distance++) {
    const row = Array.from({ length: p }, (_, x) => right(x, (x + distance) % p));
    within += deviation(row) / p;
    all.push(...row);
  }
  const total = deviation(all);
  return total === 0 ? 1 : within / total;
}

function deviation(values: readonly number[]): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - centre) ** 2, 0) / values.length);
}
