import type { Numbers } from './dft';

/**
 * The Gini coefficient of non-negative values: 0 when all are equal, (n−1)/n when one holds everything.
 *
 * Computed as Σ (2i − n − 1)·v(i) / (n·Σ v) over the values in rising order, i = 1 … n. Applied to the Fourier
 * norms of an embedding it says how few frequencies carry it (Nanda et al. 2023, section 5.1).
 * Zero for no values, or for values that are all zero.
 */
export function giniCoefficient(values: Numbers | readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const n = sorted.length;
  let total = 0;
  let weighted = 0;
  for (let i = 0; i < n; i++) {
    const value = sorted[i] as number;
    total += value;
    weighted += (2 * (i + 1) - n - 1) * value;
  }
  return total === 0 ? 0 : weighted / (n * total);
}
