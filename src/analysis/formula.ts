import type { PlaneWave } from './plane-waves';

/** The numbers of amplitude·cos(2π(kx·x + ky·y)/p + phase) as a formula prints them. */
export interface WaveFormula {
  readonly amplitude: number;
  /** What stands before π/p: 2·gcd-free frequency, so that "8π/113" has piMultiple 8. */
  readonly piMultiple: number;
  /** The multiples of x and of y inside the bracket after piMultiple is taken out: (1, −1) prints x − y. */
  readonly x: number;
  readonly y: number;
  /** Radians in (−π, π]. */
  readonly phase: number;
}

/** Takes the common factor of kx and ky out, so that a wave prints as A·cos(2kπ/p·(x ± y) + φ). */
export function waveFormula(wave: PlaneWave): WaveFormula {
  const common = greatestCommonDivisor(Math.abs(wave.kx), Math.abs(wave.ky));
  return {
    amplitude: wave.amplitude,
    piMultiple: 2 * common,
    x: wave.kx / common,
    y: wave.ky / common,
    phase: wave.phase,
  };
}

/**
 * A sum wave and a difference wave of one frequency as a product of two cosines and the rest of the stronger:
 *
 *     A·cos(w(x+y)+φ) + B·cos(w(x−y)+ψ)
 *       = 2m·cos(wx + (φ+ψ)/2)·cos(wy + (φ−ψ)/2) + remainder,   m = min(A, B).
 *
 * The per-axis phases are half sums and half differences of the wave phases, and the product's amplitude is
 * twice the weaker wave's. A single plane wave is never a product.
 */
export interface ProductFormula {
  readonly k: number;
  /** 2·min(A, B). */
  readonly amplitude: number;
  readonly phaseX: number;
  readonly phaseY: number;
  /** What is left of the stronger wave: amplitude |A − B|, zero only for an exact product. */
  readonly remainder: PlaneWave;
}

/** See {@link ProductFormula}. The waves must be (k, k) and (k, −k) of the same k, else a RangeError. */
export function productFormula(sum: PlaneWave, difference: PlaneWave): ProductFormula {
  if (sum.kind !== 'sum' || difference.kind !== 'difference' || sum.kx !== difference.kx) {
    throw new RangeError(
      `A product needs the waves (k, k) and (k, −k), not (${sum.kx}, ${sum.ky}) and (${difference.kx}, ${difference.ky}).`,
    );
  }
  const weaker = Math.min(sum.amplitude, difference.amplitude);
  const stronger = sum.amplitude >= difference.amplitude ? sum : difference;
  return {
    k: sum.kx,
    amplitude: 2 * weaker,
    phaseX: (sum.phase + difference.phase) / 2,
    phaseY: (sum.phase - difference.phase) / 2,
    remainder: { ...stronger, amplitude: stronger.amplitude - weaker },
  };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
