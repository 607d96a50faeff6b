import { InputError } from '../errors';

/**
 * The real Fourier basis of functions on the residues mod p.
 *
 * Row 0 is constant, row 2k−1 is cos(2πkn/p) and row 2k is sin(2πkn/p), for k = 1 … (p−1)/2; every row has
 * unit norm, so the basis is orthonormal. The basis of surfaces over (x, y) is the outer product of two of these.
 *
 * An even modulus (the exponents of multiplication mod p count mod p − 1) has one more row at the end, the
 * alternating one, (−1)ⁿ. It is no wave with a cosine and a sine, so it is never a frequency here.
 */

/** The largest frequency with a cosine and a sine. Throws {@link InputError} unless p is an integer of at least 3. */
export function highestFrequency(p: number): number {
  if (!Number.isInteger(p) || p < 3) {
    throw new InputError(`The Fourier basis needs a modulus of at least 3, but p = ${p}.`);
  }
  return Math.floor((p - 1) / 2);
}

/** Every frequency k = 1, 2, … in rising order. */
export function allFrequencies(p: number): number[] {
  return Array.from({ length: highestFrequency(p) }, (_, index) => index + 1);
}

/** The angle per unit 2πk/p of frequency k, in radians. */
export function angularFrequency(k: number, p: number): number {
  return (2 * Math.PI * k) / p;
}

/** The basis row that holds cos of frequency k (k ≥ 1). */
export function cosRow(k: number): number {
  return 2 * k - 1;
}

/** The basis row that holds sin of frequency k (k ≥ 1). */
export function sinRow(k: number): number {
  return 2 * k;
}

/** The name of a basis row as the field writes it: `const`, `cos 14`, `sin 14`. */
export function basisRowName(row: number): string {
  if (row === 0) return 'const';
  return row % 2 === 1 ? `cos ${(row + 1) / 2}` : `sin ${row / 2}`;
}

/**
 * The basis as a matrix, shape [p, p]: row i is the basis function i over n = 0 … p−1.
 *
 * Angles are reduced mod p before the cosine is taken, so large k·n costs no precision.
 */
export function fourierBasis(p: number): Float64Array {
  const top = highestFrequency(p);
  const basis = new Float64Array(p * p);
  basis.fill(1 / Math.sqrt(p), 0, p);
  const scale = Math.sqrt(2 / p);
  for (let k = 1; k <= top; k++) {
    for (let n = 0; n < p; n++) {
      const angle = (2 * Math.PI * ((k * n) % p)) / p;
      basis[cosRow(k) * p + n] = scale * Math.cos(angle);
      basis[sinRow(k) * p + n] = scale * Math.sin(angle);
    }
  }
  if (p % 2 === 0) {
    for (let n = 0; n < p; n++) basis[(p - 1) * p + n] = (n % 2 === 0 ? 1 : -1) / Math.sqrt(p);
  }
  return basis;
}
