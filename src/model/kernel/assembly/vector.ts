import { madd } from './madd';

/** out[i] = a[i] + b[i] for `count` floats, a multiple of 4. */
export function add(out: usize, a: usize, b: usize, count: i32): void {
  const bytes = (<usize>count) << 2;
  for (let at: usize = 0; at < bytes; at += 16)
    v128.store(out + at, f32x4.add(v128.load(a + at), v128.load(b + at)));
}

/** out[i, :] = from[i, :] + scale · row, for `rows` rows of `columns` floats (a multiple of 4); strides in bytes. */
export function addRow(
  out: usize,
  outRow: usize,
  from: usize,
  fromRow: usize,
  row: usize,
  scale: f32,
  rows: i32,
  columns: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const factor = f32x4.splat(scale);
  for (let i = 0; i < rows; i++) {
    const to = out + <usize>i * outRow;
    const source = from + <usize>i * fromRow;
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(to + at, madd(factor, v128.load(row + at), v128.load(source + at)));
  }
}

/**
 * out = Σ_i from[i, :], or out += where `add` is 1, over `rows` rows in their order and `columns` floats, a multiple
 * of 4; `fromRow` in bytes. Sums that go on from `out` have the bits of one sum over all rows.
 */
export function sumRows(out: usize, from: usize, fromRow: usize, rows: i32, columns: i32, add: i32): void {
  const bytes = (<usize>columns) << 2;
  let at: usize = 0;
  for (; at + 64 <= bytes; at += 64) {
    let sum0 = f32x4.splat(0),
      sum1 = sum0,
      sum2 = sum0,
      sum3 = sum0;
    if (add) {
      sum0 = v128.load(out + at);
      sum1 = v128.load(out + at, 16);
      sum2 = v128.load(out + at, 32);
      sum3 = v128.load(out + at, 48);
    }
    let row = from + at;
    for (let i = 0; i < rows; i++) {
      sum0 = f32x4.add(sum0, v128.load(row));
      sum1 = f32x4.add(sum1, v128.load(row, 16));
      sum2 = f32x4.add(sum2, v128.load(row, 32));
      sum3 = f32x4.add(sum3, v128.load(row, 48));
      row += fromRow;
    }
    v128.store(out + at, sum0);
    v128.store(out + at, sum1, 16);
    v128.store(out + at, sum2, 32);
    v128.store(out + at, sum3, 48);
  }
  for (; at < bytes; at += 16) {
    let sum = add ? v128.load(out + at) : f32x4.splat(0);
    let row = from + at;
    for (let i = 0; i < rows; i++) {
      sum = f32x4.add(sum, v128.load(row));
      row += fromRow;
    }
    v128.store(out + at, sum);
  }
}
