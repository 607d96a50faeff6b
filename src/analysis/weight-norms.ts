import { sumOfSquares, WEIGHT_NAMES, type WeightName, type Weights } from '../model/weights';

/** The sum of squares of each weight matrix and of all together. */
export interface WeightNorms {
  readonly perWeight: Readonly<Record<WeightName, number>>;
  readonly total: number;
}

/** Sums the squares of every weight in float64: what weight decay presses down. */
export function weightNorms(weights: Weights): WeightNorms {
  const entries = WEIGHT_NAMES.map((name) => [name, sumOfSquares(weights[name])] as const);
  return {
    perWeight: Object.fromEntries(entries) as Record<WeightName, number>,
    total: entries.reduce((sum, [, squares]) => sum + squares, 0),
  };
}
