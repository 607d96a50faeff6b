import type { Series } from '../../nodes/plot-curve';
import type { TrigData } from './load';

/** The ratios that the plot of what is left shows, as parts of the best one, and how many points draw its curve. */
export const SPAN = 1.7;
const POINTS = 240;

/** The weights of cos·cos and sin·sin when so much of the second has been taken away. */
export function lessOfSecond(taken: number): readonly [number, number] {
  return [1, -taken];
}

/** The weights of n₁ and n₂ in n₁ − r·n₂. */
export function combinationWeights(r: number): readonly [number, number] {
  return [1, -r];
}

/** How much of the wave of x − y is left, for every r that the plot shows. */
export function leftCurve({ leftAt, ratio }: Pick<TrigData, 'leftAt' | 'ratio'>): Series {
  const steps = Float64Array.from({ length: POINTS + 1 }, (_, i) => (SPAN * ratio * i) / POINTS);
  return { steps, values: steps.map(leftAt) };
}
