import { createDft, type Numbers } from '../../analysis/dft';
import { allFrequencies, cosRow, sinRow } from '../../analysis/fourier-basis';
import { mean } from '../../analysis/fve';
import { KEY_FREQUENCY_RULE, median } from '../../analysis/key-frequencies';

/** A wave over x = 0 … p−1 about its mean, and what frequencies it is made of. */
export interface Spectrum {
  readonly wave: Float64Array;
  /** The amplitude of frequency k = 1 … at index k−1: the wave is Σ amplitude·cos(2πkx/p + phase). */
  readonly amplitudes: Float64Array;
  /** The frequency with the largest amplitude, and the share of the variance that it holds. */
  readonly top: number;
  readonly share: number;
}

/** See {@link Spectrum}. */
export function spectrumOf(values: Numbers): Spectrum {
  const p = values.length;
  const centre = mean(values);
  const wave = Float64Array.from(values, (value) => value - centre);
  const coefficients = createDft(p).forward(wave);
  // The basis is orthonormal: a cosine of amplitude 1 has the coefficient √(p/2).
  const amplitudes = Float64Array.from(
    allFrequencies(p),
    (k) => Math.hypot(coefficients[cosRow(k)] ?? 0, coefficients[sinRow(k)] ?? 0) * Math.sqrt(2 / p),
  );
  const power = amplitudes.reduce((sum, amplitude) => sum + amplitude ** 2, 0);
  const highest = amplitudes.reduce(
    (best, amplitude, i) => (amplitude > (amplitudes[best] ?? 0) ? i : best),
    0,
  );
  return {
    wave,
    amplitudes,
    top: highest + 1,
    share: power > 0 ? (amplitudes[highest] ?? 0) ** 2 / power : 0,
  };
}

/** Norms of every frequency at each recorded step. */
export interface NormsOverSteps {
  readonly steps: readonly number[];
  /** [k−1] of each step. */
  readonly norms: readonly Numbers[];
}

/** The index of the last recorded step at or before a step. */
export function recordedAt({ steps }: Pick<NormsOverSteps, 'steps'>, step: number): number {
  let last = 0;
  while (last + 1 < steps.length && (steps[last + 1] ?? Infinity) <= step) last++;
  return last;
}

/** The norms at a step: as recorded, and straight from one record to the next between two. */
export function normsAt(recorded: NormsOverSteps, step: number): Numbers {
  const { steps, norms } = recorded;
  const i = recordedAt(recorded, step);
  const [from, to] = [norms[i] ?? [], norms[i + 1]];
  const begin = steps[i] ?? 0;
  if (to === undefined || step <= begin) return Float64Array.from(from);
  const t = (step - begin) / ((steps[i + 1] ?? begin) - begin);
  return Float64Array.from(from, (norm, k) => norm + t * ((to[k] ?? norm) - norm));
}

/** The heights that a key must exceed in a spectrum, by the rule of the recording. */
export interface Lines {
  /** So many times the median over all frequencies. */
  readonly background: number;
  /** A fraction of the strongest. */
  readonly strongest: number;
}

/** See {@link Lines}. */
export function linesOf(norms: Numbers): Lines {
  return {
    background: KEY_FREQUENCY_RULE.overMedian * median(norms),
    strongest: KEY_FREQUENCY_RULE.ofStrongest * Math.max(0, ...norms),
  };
}

/** The frequencies above a height. */
export function above(norms: Numbers, height: number): number[] {
  return Array.from(norms, (norm, i) => ({ k: i + 1, norm }))
    .filter(({ norm }) => norm > height)
    .map(({ k }) => k);
}
