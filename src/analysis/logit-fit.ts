import type { Dft, Numbers } from './dft';
import { cosRow, sinRow } from './fourier-basis';
import { explainedFraction } from './fve';
import { type LogitTable, logitsBySum } from './logit-waves';

/** The logits as a sum of clocks: Σ coefficient·cos(w_k(x+y−z)). */
export interface LogitFit {
  readonly frequencies: readonly number[];
  /** Least-squares coefficient of each frequency, in logits. */
  readonly coefficients: Float64Array;
  /** Fraction of the variance of the logits, centred per input, that the fit explains. */
  readonly fve: number;
}

/**
 * Least squares of the logits on cos(w_k(x+y−z)) over all (x, y, z), logits centred per input
 * (Nanda et al. 2023, section 4.2).
 *
 * These functions are orthogonal over all triples, each of power p³/2, and have no mean over z; so each
 * coefficient is a projection and the logits enter through their means over x + y − z alone.
 */
export function fitLogits(table: LogitTable, frequencies: readonly number[], dft: Dft): LogitFit {
  const { p } = dft;
  const byDistance = meanByDistance(logitsBySum(table), p);
  const spectrum = dft.forward(byDistance);
  const scale = Math.sqrt(2 / p);
  const coefficients = Float64Array.from(frequencies, (k) => scale * (spectrum[cosRow(k)] as number));
  const explained = coefficients.reduce((sum, a) => sum + (a * a * p ** 3) / 2, 0);
  const total = powerCentredPerInput(table);
  return { frequencies, coefficients, fve: explainedFraction(total - explained, total) };
}

/** The mean logit at each distance d = x + y − z mod p, shape [p]: how the network scores being off by d. */
export function meanByDistance(bySum: Numbers, p: number): Float64Array {
  const out = new Float64Array(p);
  for (let s = 0; s < p; s++) {
    for (let z = 0; z < p; z++) {
      const d = (s - z + p) % p;
      out[d] = (out[d] as number) + (bySum[s * p + z] as number) / p;
    }
  }
  return out;
}

/**
 * The odd part of {@link meanByDistance} in the sines: zero when each clock is aligned with its answer.
 *
 * @returns the coefficient of sin(w_k(x+y−z)) for each frequency.
 */
export function misalignment(bySum: Numbers, frequencies: readonly number[], dft: Dft): Float64Array {
  const spectrum = dft.forward(meanByDistance(bySum, dft.p));
  const scale = Math.sqrt(2 / dft.p);
  return Float64Array.from(frequencies, (k) => scale * (spectrum[sinRow(k)] as number));
}

function powerCentredPerInput({ p, columns, values }: LogitTable): number {
  let total = 0;
  for (let row = 0; row < p * p; row++) {
    let sum = 0;
    let squares = 0;
    for (let z = 0; z < p; z++) sum += values[row * columns + z] as number;
    const centre = sum / p;
    for (let z = 0; z < p; z++) squares += ((values[row * columns + z] as number) - centre) ** 2;
    total += squares;
  }
  return total;
}
