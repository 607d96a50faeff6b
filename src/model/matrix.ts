import type { FloatArray } from './weights';

/**
 * a·b in float64, row-major: [rows, inner]·[inner, columns]. Rows of `a` that hold zeros (dead neurons) cost nothing there.
 *
 * @param out - where to add the product; a new array of zeros when left out.
 */
export function multiply(
  a: FloatArray,
  b: FloatArray,
  rows: number,
  inner: number,
  columns: number,
  out: Float64Array = new Float64Array(rows * columns),
): Float64Array {
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k] as number;
      if (factor === 0) continue;
      const from = k * columns;
      for (let j = 0; j < columns; j++)
        out[at + j] = (out[at + j] as number) + factor * (b[from + j] as number);
    }
  }
  return out;
}

/** The transpose of a row-major [rows, columns] matrix, in float64. */
export function transpose(a: FloatArray, rows: number, columns: number): Float64Array {
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++) out[j * rows + i] = a[i * columns + j] as number;
  return out;
}

/** Adds `scale` times a run of `length` values of `from` to `to`, in place. */
export function addScaled(
  to: FloatArray,
  toStart: number,
  from: FloatArray,
  fromStart: number,
  length: number,
  scale: number,
): void {
  for (let i = 0; i < length; i++)
    to[toStart + i] = (to[toStart + i] as number) + scale * (from[fromStart + i] as number);
}
