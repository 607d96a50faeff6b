import type { Numbers } from './dft';

/** What makes a frequency a key of a network. */
export interface KeyFrequencyRule {
  /** Its norm must exceed this many times the median over all frequencies, in the embedding and in W_L. */
  readonly overMedian: number;
  /** And in W_L = W_out W_U it must be at least this fraction of the strongest. */
  readonly ofStrongest: number;
}

/**
 * The rule in use. No frequency of random weights meets the first condition: their norms differ by a few tens of
 * per cent. The embedding alone does not decide, because it also holds harmonics (2k, 3k) of the keys, and under a
 * smoothness penalty it holds a high key only faintly; what the network uses, it also writes to its answers.
 */
export const KEY_FREQUENCY_RULE: KeyFrequencyRule = { overMedian: 3, ofStrongest: 0.25 };

/** The rule as a sentence, for recordings and reports. */
export function describeKeyFrequencyRule(rule: KeyFrequencyRule = KEY_FREQUENCY_RULE): string {
  return (
    `norm (cos and sin component together) above ${rule.overMedian} times the median over all frequencies, in the ` +
    `embedding W_E and in W_L = W_out W_U, and at least ${rule.ofStrongest} of the strongest in W_L`
  );
}

/**
 * The key frequencies of a network in rising order, scanning every k = 1 … (p−1)/2.
 *
 * @param embed [k−1] the norm of each frequency in W_E; @param unembed the same in W_L, see `frequencyNorms`.
 */
export function keyFrequencies(
  embed: Numbers,
  unembed: Numbers,
  { overMedian, ofStrongest }: KeyFrequencyRule = KEY_FREQUENCY_RULE,
): number[] {
  const read = standingOut(embed, overMedian);
  const strongest = Math.max(0, ...unembed);
  return standingOut(unembed, overMedian).filter(
    (k) => read.includes(k) && (unembed[k - 1] ?? 0) >= ofStrongest * strongest,
  );
}

/** The frequencies whose norm exceeds a multiple of the median of all. */
export function standingOut(norms: Numbers, overMedian: number = KEY_FREQUENCY_RULE.overMedian): number[] {
  const background = median(norms);
  return Array.from(norms, (_, index) => index + 1).filter(
    (k) => (norms[k - 1] ?? 0) > overMedian * background,
  );
}

/** The middle of the values, or the mean of the two in the middle. */
export function median(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
