import type { RunParts } from '../../model/run-settings';

/**
 * Floating-point operations of one training step in the composite form, two for each multiply-add: what a step owes,
 * counted as if nothing were zero, so that leaving out what the ReLU has silenced shows as speed.
 */
export function stepOperations({ architecture: a, split, task }: RunParts): number {
  const { dModel, dMlp, heads, dVocabOut } = a;
  const columns = dMlp + dVocabOut;
  // Tokens, two positions, and "=".
  const rows = task.size + 3;
  const tables = dMlp * dModel * dVocabOut + dModel * dModel * columns + rows * dModel * (dModel + columns);
  const example = dMlp * dVocabOut + 2 * heads * columns;
  // Each product has two gradients.
  return 3 * 2 * (tables + split.train.length * example);
}
