import { multiplyQuickly } from './multiply64';
import type { FloatArray } from './weights';

/** Fewer products than this are done before the factors are handed to the SIMD kernel. */
const FEW = 20_000;

/**
 * a·b in float64, row-major: [rows, inner]·[inner, columns].
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
  if (rows * inner * columns > FEW && multiplyQuickly(a, b, rows, inner, columns, out)) return out;
  return multiplyPlainly(a, b, rows, inner, columns, out);
}

/**
 * The same in JavaScript, where there is no SIMD or little to do. Two rows of `a` and four of `b` are taken at a time,
 * so that each number read serves several sums.
 */
export function multiplyPlainly(
  a: FloatArray,
  b: FloatArray,
  rows: number,
  inner: number,
  columns: number,
  out: Float64Array = new Float64Array(rows * columns),
): Float64Array {
  // The engine compiles the loops for one type of array; copying the smaller factor costs little beside them.
  const right = b instanceof Float64Array ? b : Float64Array.from(b);
  const wholeRows = rows - (rows % 2);
  const wholeInner = inner - (inner % 4);
  for (let i = 0; i < wholeRows; i += 2) {
    for (let k = 0; k < wholeInner; k += 4) addTile(a, right, i, k, inner, columns, out);
    addRow(a, right, i, wholeInner, inner, columns, out);
    addRow(a, right, i + 1, wholeInner, inner, columns, out);
  }
  for (let i = wholeRows; i < rows; i++) addRow(a, right, i, 0, inner, columns, out);
  return out;
}

/** Adds a[i … i+1, k … k+3] · b[k … k+3, ·] to two rows of the product. */
function addTile(
  a: FloatArray,
  b: Float64Array,
  i: number,
  k: number,
  inner: number,
  columns: number,
  out: Float64Array,
): void {
  const upper = i * inner + k;
  const lower = upper + inner;
  const u0 = a[upper] as number;
  const u1 = a[upper + 1] as number;
  const u2 = a[upper + 2] as number;
  const u3 = a[upper + 3] as number;
  const l0 = a[lower] as number;
  const l1 = a[lower + 1] as number;
  const l2 = a[lower + 2] as number;
  const l3 = a[lower + 3] as number;
  const first = i * columns;
  const second = first + columns;
  const at = k * columns;
  for (let j = 0; j < columns; j++) {
    const b0 = b[at + j] as number;
    const b1 = b[at + columns + j] as number;
    const b2 = b[at + 2 * columns + j] as number;
    const b3 = b[at + 3 * columns + j] as number;
    out[first + j] = (out[first + j] as number) + u0 * b0 + u1 * b1 + u2 * b2 + u3 * b3;
    out[second + j] = (out[second + j] as number) + l0 * b0 + l1 * b1 + l2 * b2 + l3 * b3;
  }
}

/** Adds a[i, from … inner) · b[from … inner), ·] to one row of the product. */
function addRow(
  a: FloatArray,
  b: Float64Array,
  i: number,
  from: number,
  inner: number,
  columns: number,
  out: Float64Array,
): void {
  for (let k = from; k < inner; k++)
    addScaled(out, i * columns, b, k * columns, columns, a[i * inner + k] as number);
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
