import type { Numbers } from './dft';

/** When a frequency stands out of the background of an embedding. */
export interface KeyFrequencyRule {
  /** The norm must exceed this many times the median norm of all frequencies. */
  readonly overMedian: number;
  /** And be at least this fraction of the strongest norm. */
  readonly ofStrongest: number;
}

/**
 * The rule in use. The first condition is not met by any frequency of random weights (their norms differ by a few
 * tens of per cent), the second drops the faint harmonics that a trained embedding still holds.
 */
export const KEY_FREQUENCY_RULE: KeyFrequencyRule = { overMedian: 3, ofStrongest: 0.25 };

/** The rule as a sentence, for recordings and reports. */
export function describeKeyFrequencyRule(rule: KeyFrequencyRule = KEY_FREQUENCY_RULE): string {
  return (
    `embedding norm (cos and sin row together) above ${rule.overMedian} times the median over all frequencies ` +
    `and at least ${rule.ofStrongest} of the strongest`
  );
}

/**
 * The key frequencies of an embedding in rising order, scanning every k = 1 … (p−1)/2.
 *
 * @param norms [k−1] the embedding norm of each frequency, see `frequencyNorms`.
 */
export function keyFrequencies(norms: Numbers, rule: KeyFrequencyRule = KEY_FREQUENCY_RULE): number[] {
  const background = median(norms);
  const strongest = Math.max(0, ...norms);
  const keys: number[] = [];
  for (const [index, norm] of norms.entries()) {
    if (norm > rule.overMedian * background && norm >= rule.ofStrongest * strongest) keys.push(index + 1);
  }
  return keys;
}

function median(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
