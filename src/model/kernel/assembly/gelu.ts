import { exp } from './exp';

const SQRT_2_OVER_PI: f32 = 0.7978845608;
const CUBIC: f32 = 0.044715;

/**
 * The GELU in its tanh form, in place, on `columns` floats (a multiple of 4) of the rows [first, last).
 *
 * @param slopes - where its derivatives go, `slopeRow` bytes a row; 0 when nobody wants them.
 */
export function gelu(
  rows: usize,
  width: usize,
  slopes: usize,
  slopeRow: usize,
  columns: i32,
  first: i32,
  last: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const one = f32x4.splat(1);
  const half = f32x4.splat(0.5);
  for (let n = first; n < last; n++) {
    const row = rows + <usize>n * width;
    const slope = slopes + <usize>n * slopeRow;
    for (let at: usize = 0; at < bytes; at += 16) {
      const x = v128.load(row + at);
      const square = f32x4.mul(f32x4.splat(CUBIC), f32x4.mul(x, x));
      const u = f32x4.mul(f32x4.mul(f32x4.splat(SQRT_2_OVER_PI), x), f32x4.add(one, square));
      // tanh |u| = (1 − e^−2|u|) / (1 + e^−2|u|), and the sign of u.
      const e = exp(f32x4.mul(f32x4.splat(-2), f32x4.abs(u)));
      const size = f32x4.div(f32x4.sub(one, e), f32x4.add(one, e));
      const t = v128.bitselect(f32x4.neg(size), size, f32x4.lt(u, f32x4.splat(0)));
      const gate = f32x4.mul(half, f32x4.add(one, t));
      v128.store(row + at, f32x4.mul(x, gate));
      if (slopes === 0) continue;
      const inner = f32x4.add(one, f32x4.mul(f32x4.splat(3), square));
      const bend = f32x4.mul(f32x4.mul(half, x), f32x4.sub(one, f32x4.mul(t, t)));
      v128.store(slope + at, f32x4.add(gate, f32x4.mul(bend, f32x4.mul(f32x4.splat(SQRT_2_OVER_PI), inner))));
    }
  }
}

/** rows[n, :] ← rows[n, :] · slopes[n, :] on `columns` floats (a multiple of 4) of the rows [first, last). */
export function scaleRows(
  rows: usize,
  width: usize,
  slopes: usize,
  slopeRow: usize,
  columns: i32,
  first: i32,
  last: i32,
): void {
  const bytes = (<usize>columns) << 2;
  for (let n = first; n < last; n++) {
    const row = rows + <usize>n * width;
    const slope = slopes + <usize>n * slopeRow;
    for (let at: usize = 0; at < bytes; at += 16)
      v128.store(row + at, f32x4.mul(v128.load(row + at), v128.load(slope + at)));
  }
}
