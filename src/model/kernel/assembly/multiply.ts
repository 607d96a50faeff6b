import { madd } from './madd';

/** What becomes of a product: it is stored, added to what stands there, or kept only where a positive value stands. */
const ADD: i32 = 1;
const WHERE_POSITIVE: i32 = 2;

/**
 * C = A·B, float32. A(i, k) lies at a + i·aRow + k·aStep, so that A may be read transposed; the columns of B and C are
 * contiguous. Strides are in bytes; m is a multiple of 4 and n of 8: buffers are padded.
 *
 * In tiles of 4 × 8, or of 4 × 16 in the wide build, for engines that join two neighbouring operations into one of 256
 * bits: eight accumulators keep the multipliers busy, in either width. They are named, and k is not unrolled: V8 spills
 * them otherwise.
 */
export function multiply(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  b: usize,
  bRow: usize,
  m: i32,
  n: i32,
  k: i32,
  mode: i32,
): void {
  let j = 0;
  if (WIDE)
    for (; j + 16 <= n; j += 16) tile16(c, cRow, a, aRow, aStep, b + ((<usize>j) << 2), bRow, j, m, k, mode);
  for (; j < n; j += 8) tile8(c, cRow, a, aRow, aStep, b + ((<usize>j) << 2), bRow, j, m, k, mode);
}
function tile16(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  bTile: usize,
  bRow: usize,
  j: i32,
  m: i32,
  k: i32,
  mode: i32,
): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < m; i += 4) {
    let a0 = a + <usize>i * aRow;
    let a1 = a0 + aRow;
    let a2 = a1 + aRow;
    let a3 = a2 + aRow;
    let row = bTile;
    let c00 = zero,
      c01 = zero,
      c02 = zero,
      c03 = zero;
    let c10 = zero,
      c11 = zero,
      c12 = zero,
      c13 = zero;
    let c20 = zero,
      c21 = zero,
      c22 = zero,
      c23 = zero;
    let c30 = zero,
      c31 = zero,
      c32 = zero,
      c33 = zero;
    const end = bTile + <usize>k * bRow;
    while (row < end) {
      const b0 = v128.load(row, 0);
      const b1 = v128.load(row, 16);
      const b2 = v128.load(row, 32);
      const b3 = v128.load(row, 48);
      let s = v128.load32_splat(a0);
      c00 = madd(s, b0, c00);
      c01 = madd(s, b1, c01);
      c02 = madd(s, b2, c02);
      c03 = madd(s, b3, c03);
      s = v128.load32_splat(a1);
      c10 = madd(s, b0, c10);
      c11 = madd(s, b1, c11);
      c12 = madd(s, b2, c12);
      c13 = madd(s, b3, c13);
      s = v128.load32_splat(a2);
      c20 = madd(s, b0, c20);
      c21 = madd(s, b1, c21);
      c22 = madd(s, b2, c22);
      c23 = madd(s, b3, c23);
      s = v128.load32_splat(a3);
      c30 = madd(s, b0, c30);
      c31 = madd(s, b1, c31);
      c32 = madd(s, b2, c32);
      c33 = madd(s, b3, c33);
      a0 += aStep;
      a1 += aStep;
      a2 += aStep;
      a3 += aStep;
      row += bRow;
    }
    let to = c + <usize>i * cRow + ((<usize>j) << 2);
    put(to + 0, c00, c01, mode);
    put(to + 32, c02, c03, mode);
    to += cRow;
    put(to + 0, c10, c11, mode);
    put(to + 32, c12, c13, mode);
    to += cRow;
    put(to + 0, c20, c21, mode);
    put(to + 32, c22, c23, mode);
    to += cRow;
    put(to + 0, c30, c31, mode);
    put(to + 32, c32, c33, mode);
  }
}
function tile8(
  c: usize,
  cRow: usize,
  a: usize,
  aRow: usize,
  aStep: usize,
  bTile: usize,
  bRow: usize,
  j: i32,
  m: i32,
  k: i32,
  mode: i32,
): void {
  const zero = f32x4.splat(0);
  for (let i = 0; i < m; i += 4) {
    let a0 = a + <usize>i * aRow;
    let a1 = a0 + aRow;
    let a2 = a1 + aRow;
    let a3 = a2 + aRow;
    let row = bTile;
    let c00 = zero,
      c01 = zero;
    let c10 = zero,
      c11 = zero;
    let c20 = zero,
      c21 = zero;
    let c30 = zero,
      c31 = zero;
    const end = bTile + <usize>k * bRow;
    while (row < end) {
      const b0 = v128.load(row, 0);
      const b1 = v128.load(row, 16);
      let s = v128.load32_splat(a0);
      c00 = madd(s, b0, c00);
      c01 = madd(s, b1, c01);
      s = v128.load32_splat(a1);
      c10 = madd(s, b0, c10);
      c11 = madd(s, b1, c11);
      s = v128.load32_splat(a2);
      c20 = madd(s, b0, c20);
      c21 = madd(s, b1, c21);
      s = v128.load32_splat(a3);
      c30 = madd(s, b0, c30);
      c31 = madd(s, b1, c31);
      a0 += aStep;
      a1 += aStep;
      a2 += aStep;
      a3 += aStep;
      row += bRow;
    }
    let to = c + <usize>i * cRow + ((<usize>j) << 2);
    put(to + 0, c00, c01, mode);
    to += cRow;
    put(to + 0, c10, c11, mode);
    to += cRow;
    put(to + 0, c20, c21, mode);
    to += cRow;
    put(to + 0, c30, c31, mode);
  }
}
function put(to: usize, left: v128, right: v128, mode: i32): void {
  const oldLeft = v128.load(to);
  const oldRight = v128.load(to, 16);
  if (mode === ADD) {
    left = f32x4.add(oldLeft, left);
    right = f32x4.add(oldRight, right);
  } else if (mode === WHERE_POSITIVE) {
    const zero = f32x4.splat(0);
    left = v128.and(left, f32x4.gt(oldLeft, zero));
    right = v128.and(right, f32x4.gt(oldRight, zero));
  }
  v128.store(to, left);
  v128.store(to, right, 16);
}

/** The transpose of a [rows, columns] block; strides in bytes. */
export function transpose(
  to: usize,
  toRow: usize,
  from: usize,
  fromRow: usize,
  rows: i32,
  columns: i32,
): void {
  for (let i = 0; i < rows; i++) {
    const row = from + <usize>i * fromRow;
    const column = to + ((<usize>i) << 2);
    for (let j = 0; j < columns; j++) f32.store(column + <usize>j * toRow, f32.load(row + ((<usize>j) << 2)));
  }
}
