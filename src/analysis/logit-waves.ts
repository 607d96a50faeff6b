import { InputError } from '../errors';
import type { Dft, Numbers } from './dft';
import { cosRow, sinRow } from './fourier-basis';

/** Logits of every pair: rows in row-major order of (x, y), the first p columns are answers. */
export interface LogitTable {
  readonly p: number;
  /** Stored columns per pair, p or p + 1: a column for "=" is never read. */
  readonly columns: number;
  /** Shape [p², columns]. */
  readonly values: Numbers;
}

/** Throws {@link InputError} unless the table holds p² rows of at least p columns. */
export function checkLogitTable({ p, columns, values }: LogitTable): void {
  if (columns < p || values.length !== p * p * columns) {
    throw new InputError(
      `Logits of all pairs mod ${p} have ${p * p} rows of at least ${p} columns; got ${values.length} numbers in rows of ${columns}.`,
    );
  }
}

/**
 * The logits as functions of s = x + y mod p: shape [s, z], the mean over the p pairs with that sum.
 *
 * Everything that depends on x + y alone survives this mean, everything else is averaged away; projections on
 * waves of x + y are therefore exact on this small table.
 */
export function logitsBySum(table: LogitTable): Float64Array {
  checkLogitTable(table);
  const { p, columns, values } = table;
  const bySum = new Float64Array(p * p);
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      const from = (x * p + y) * columns;
      const to = ((x + y) % p) * p;
      for (let z = 0; z < p; z++) bySum[to + z] = (bySum[to + z] as number) + (values[from + z] as number);
    }
  }
  for (let i = 0; i < bySum.length; i++) bySum[i] = (bySum[i] as number) / p;
  return bySum;
}

/**
 * What one frequency says about every answer:
 * vote(z | x, y) = cos[z]·cos(w(x+y)) + sin[z]·sin(w(x+y)),   w = 2πk/p.
 */
export interface LogitWave {
  readonly k: number;
  /** Coefficient of cos(w(x+y)) for each answer z, shape [p], in logits. */
  readonly cos: Float64Array;
  /** Coefficient of sin(w(x+y)) for each answer z, shape [p], in logits. */
  readonly sin: Float64Array;
}

/**
 * The projection of the logits over all p² pairs on cos and sin of w(x+y), for each frequency asked for.
 *
 * @param bySum the logits by sum [s, z], see {@link logitsBySum}.
 */
export function logitWaves(bySum: Numbers, frequencies: readonly number[], dft: Dft): LogitWave[] {
  const { p } = dft;
  const waves = frequencies.map((k) => ({ k, cos: new Float64Array(p), sin: new Float64Array(p) }));
  const column = new Float64Array(p);
  // The orthonormal row is √(2/p)·cos, so the coefficient of cos itself is √(2/p) times the projection.
  const scale = Math.sqrt(2 / p);
  for (let z = 0; z < p; z++) {
    for (let s = 0; s < p; s++) column[s] = bySum[s * p + z] as number;
    const coefficients = dft.forward(column);
    for (const wave of waves) {
      wave.cos[z] = scale * (coefficients[cosRow(wave.k)] as number);
      wave.sin[z] = scale * (coefficients[sinRow(wave.k)] as number);
    }
  }
  return waves;
}

/** The mean of each answer's logit over all pairs, shape [p]. */
export function meanLogits(bySum: Numbers, p: number): Float64Array {
  const means = new Float64Array(p);
  for (let s = 0; s < p; s++) {
    for (let z = 0; z < p; z++) means[z] = (means[z] as number) + (bySum[s * p + z] as number) / p;
  }
  return means;
}

/** The votes of some frequencies together for every sum and answer, shape [s, z]. */
export function votes(waves: readonly LogitWave[], p: number): Float64Array {
  const out = new Float64Array(p * p);
  for (const { k, cos, sin } of waves) {
    for (let s = 0; s < p; s++) {
      const angle = (2 * Math.PI * ((k * s) % p)) / p;
      const [c, d] = [Math.cos(angle), Math.sin(angle)];
      for (let z = 0; z < p; z++) {
        out[s * p + z] = (out[s * p + z] as number) + c * (cos[z] as number) + d * (sin[z] as number);
      }
    }
  }
  return out;
}

/** How much of the logits' variance some waves hold. */
export interface LogitVariance {
  /** Fraction of the variance of the logits (each answer about its mean over the pairs) per wave, in order. */
  readonly perWave: readonly number[];
  /** The fraction that all of them explain together: the sum, because the waves are orthogonal. */
  readonly fve: number;
}

/** See {@link LogitVariance}. */
export function logitVariance(table: LogitTable, means: Numbers, waves: readonly LogitWave[]): LogitVariance {
  const { p, columns, values } = table;
  let total = 0;
  for (let row = 0; row < p * p; row++) {
    for (let z = 0; z < p; z++) {
      total += ((values[row * columns + z] as number) - (means[z] as number)) ** 2;
    }
  }
  const perWave = waves.map(({ cos, sin }) => {
    let squares = 0;
    for (let z = 0; z < p; z++) squares += (cos[z] as number) ** 2 + (sin[z] as number) ** 2;
    return total === 0 ? 0 : (squares * p * p) / 2 / total;
  });
  return { perWave, fve: perWave.reduce((sum, share) => sum + share, 0) };
}
