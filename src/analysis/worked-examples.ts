import type { PairSplit } from './split-score';

/** How many pairs of each kind are recorded: enough that a scene finds one whose hands lie apart. */
const PLAIN = 4;
const WRAPPED = 12;

/** How the worked examples are chosen, as a sentence for recordings. */
export const WORKED_EXAMPLE_RULE =
  `held-out pairs in the order of the shuffled split (all pairs, if the split is unknown): the first ${PLAIN} with x ≠ y and x + y < p, ` +
  `then the first ${WRAPPED} with x ≠ y and x + y ≥ p`;

/**
 * Pairs to show the network at work on: held out, so that a right answer is not memory, and both with and without
 * a wrap around p. Returns pair indices x·p + y; fewer when the split has fewer.
 */
export function workedExamples(split: PairSplit, p: number): Int32Array {
  const total = (pair: number) => Math.floor(pair / p) + (pair % p);
  const shown = split.test.length > 0 ? split.test : split.train;
  const distinct = shown.filter((pair) => Math.floor(pair / p) !== pair % p);
  const plain = distinct.filter((pair) => total(pair) < p).slice(0, PLAIN);
  const wrapped = distinct.filter((pair) => total(pair) >= p).slice(0, WRAPPED);
  return Int32Array.of(...plain, ...wrapped);
}
