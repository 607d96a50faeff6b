import type { PairSplit } from './split-score';

/** How the worked examples are chosen, as a sentence for recordings. */
export const WORKED_EXAMPLE_RULE =
  'held-out pairs in the order of the shuffled split: the first two with x ≠ y and x + y < p, then the first two with x ≠ y and x + y ≥ p';

/**
 * Pairs to show the network at work on: held out, so that a right answer is not memory, and both with and without
 * a wrap around p. Returns pair indices x·p + y; fewer than four when the split has fewer.
 */
export function workedExamples(split: PairSplit, p: number): Int32Array {
  const total = (pair: number) => Math.floor(pair / p) + (pair % p);
  const distinct = split.test.filter((pair) => Math.floor(pair / p) !== pair % p);
  const plain = distinct.filter((pair) => total(pair) < p).slice(0, 2);
  const wrapped = distinct.filter((pair) => total(pair) >= p).slice(0, 2);
  return Int32Array.of(...plain, ...wrapped);
}
