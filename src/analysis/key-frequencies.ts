import type { Numbers } from './dft';

/** When a frequency stands out of the background of a spectrum. */
export interface KeyFrequencyRule {
  /** The norm must exceed this many times the median norm of all frequencies. */
  readonly overMedian: number;
  /** And be at least this fraction of the strongest norm. */
  readonly ofStrongest: number;
}

/**
 * The rule in use. No frequency of random weights meets the first condition (their norms differ by a few tens of
 * per cent); the second drops what has not yet decayed. Both are asked of the embedding and of W_L = W_out W_U: a
 * trained embedding also holds harmonics (2k, 3k) of its keys, which the network never writes to an answer.
 */
export const KEY_FREQUENCY_RULE: KeyFrequencyRule = { overMedian: 3, ofStrongest: 0.25 };

/** The rule as a sentence, for recordings and reports. */
export function describeKeyFrequencyRule(rule: KeyFrequencyRule = KEY_FREQUENCY_RULE): string {
  return (
    `norm (cos and sin component together) above ${rule.overMedian} times the median over all frequencies and at ` +
    `least ${rule.ofStrongest} of the strongest, both in the embedding W_E and in W_L = W_out W_U`
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
  rule: KeyFrequencyRule = KEY_FREQUENCY_RULE,
): number[] {
  const written = new Set(standingOut(unembed, rule));
  return standingOut(embed, rule).filter((k) => written.has(k));
}

/** The frequencies of one spectrum that meet the rule. */
export function standingOut(norms: Numbers, rule: KeyFrequencyRule = KEY_FREQUENCY_RULE): number[] {
  const background = median(norms);
  const strongest = Math.max(0, ...norms);
  const found: number[] = [];
  for (const [index, norm] of norms.entries()) {
    if (norm > rule.overMedian * background && norm >= rule.ofStrongest * strongest) found.push(index + 1);
  }
  return found;
}

function median(values: Numbers): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
