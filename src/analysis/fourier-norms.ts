import { InputError } from '../errors';
import type { Dft, Numbers } from './dft';
import { cosRow, highestFrequency, sinRow } from './fourier-basis';

/**
 * The norm of each Fourier component of a table of vectors indexed by residue.
 *
 * @param table shape [rows ≥ p, width]; rows from p on (the "=" token) are left out.
 * @param axis `rows`: the residue runs down the table (W_E [token, dModel]); `columns`: along it
 *   (W_L [neuron, logit]).
 * @returns norms [p] in the order of the basis rows: constant, cos 1, sin 1, cos 2, …
 */
export function fourierNorms(
  table: Numbers,
  shape: readonly [rows: number, columns: number],
  axis: 'rows' | 'columns',
  dft: Dft,
): Float64Array {
  const { p } = dft;
  const [rows, columns] = shape;
  const [residues, vectors] = axis === 'rows' ? [rows, columns] : [columns, rows];
  if (table.length !== rows * columns || residues < p) {
    throw new InputError(
      `A table of shape [${rows}, ${columns}] with ${table.length} numbers has no ${p} ${axis} to transform.`,
    );
  }
  const [step, start] = axis === 'rows' ? [columns, 1] : [1, columns];
  const squares = new Float64Array(p);
  const signal = new Float64Array(p);
  for (let v = 0; v < vectors; v++) {
    for (let n = 0; n < p; n++) signal[n] = table[v * start + n * step] as number;
    const coefficients = dft.forward(signal);
    for (let i = 0; i < p; i++) squares[i] = (squares[i] as number) + (coefficients[i] as number) ** 2;
  }
  return squares.map(Math.sqrt);
}

/** The norm of each frequency k = 1 … (p−1)/2 at index k−1: cos and sin row together. */
export function frequencyNorms(rowNorms: Numbers): Float64Array {
  const norms = new Float64Array(highestFrequency(rowNorms.length));
  for (let k = 1; k <= norms.length; k++) {
    norms[k - 1] = Math.hypot(rowNorms[cosRow(k)] as number, rowNorms[sinRow(k)] as number);
  }
  return norms;
}

/**
 * The share of the Fourier power that lies in the rows of some frequencies, over the power of all rows but the
 * constant. 0 when there is no such power.
 */
export function frequencyShare(rowNorms: Numbers, frequencies: readonly number[]): number {
  const norms = frequencyNorms(rowNorms);
  let total = 0;
  for (const norm of norms) total += norm ** 2;
  const kept = frequencies.reduce((sum, k) => sum + (norms[k - 1] ?? 0) ** 2, 0);
  return total === 0 ? 0 : kept / total;
}
