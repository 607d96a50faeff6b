import { multiply } from '../model/matrix';
import { cosRow, fourierBasis, highestFrequency, sinRow } from './fourier-basis';
import type { PairMarginals } from './pair-marginals';

/**
 * How the power of some channels divides among the waves of one frequency on both axes. Frequencies k = 1, 2, … run
 * down the tables [k, width]; powers are sums of squares over all pairs.
 */
export interface WavePowers {
  readonly width: number;
  /** Everything about the mean, [width]. */
  readonly total: Float64Array;
  /** The part that is a function of x plus a function of y, [width]. */
  readonly additive: Float64Array;
  /** Single waves: cos and sin of kx, and of ky. */
  readonly single: Float64Array;
  /** Products of cos or sin kx with cos or sin ky, which are the waves of k(x + y) and of k(x − y). */
  readonly products: Float64Array;
}

/**
 * The wave powers of every channel, from short transforms of its marginals.
 *
 * A product of waves of k in x and y is a wave of the sum plus one of the difference (cos a cos b = ½ cos(a+b) +
 * ½ cos(a−b)), and these two are orthogonal; so the 3×3 block of k in the 2-D Fourier basis is the power of the four
 * waves, and no transform of a whole surface is needed.
 */
export function wavePowers(marginals: PairMarginals): WavePowers {
  const { p, width, rows, columns, sums, differences } = marginals;
  const basis = fourierBasis(p);
  const top = highestFrequency(p);
  const single = new Float64Array(top * width);
  const products = new Float64Array(top * width);
  const addWaves = (table: Float64Array, to: Float64Array) => {
    const spectrum = multiply(basis, table, p, p, width);
    for (let k = 1; k <= top; k++) {
      for (const row of [cosRow(k), sinRow(k)]) {
        for (let i = 0; i < width; i++) {
          const at = (k - 1) * width + i;
          // A function of one combination has p pairs to each of its values, hence the factor p.
          to[at] = (to[at] as number) + p * (spectrum[row * width + i] as number) ** 2;
        }
      }
    }
  };
  addWaves(rows, single);
  addWaves(columns, single);
  addWaves(sums, products);
  addWaves(differences, products);
  const additive = new Float64Array(width);
  for (const table of [rows, columns]) {
    for (let at = 0; at < table.length; at++) {
      additive[at % width] = (additive[at % width] as number) + p * (table[at] as number) ** 2;
    }
  }
  return { width, total: marginals.power, additive, single, products };
}

/** The power of one frequency in one channel: single waves and products together. */
export function blockPower({ width, single, products }: WavePowers, k: number, channel: number): number {
  const at = (k - 1) * width + channel;
  return (single[at] as number) + (products[at] as number);
}
