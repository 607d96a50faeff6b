import { exp } from './exp';
import { madd } from './madd';

/**
 * Attention of "=" on the positions x and y for examples [first, last): softmax over the three scores of each head.
 * What "=" pays to itself is 1 minus the two; it needs no room.
 *
 * @param scores - [row, head] with rows x, size + y, 2·size; `stride` bytes a row, for every array here.
 * @param soft - [2, count, head]: the softmax itself, `plane` bytes from x to y.
 * @param mixed - the same, after mixing with uniform attention: rate · softmax + (1 − rate) / 3.
 */
export function attend(
  soft: usize,
  mixed: usize,
  plane: usize,
  scores: usize,
  stride: usize,
  xs: usize,
  ys: usize,
  size: i32,
  heads: i32,
  rate: f32,
  first: i32,
  last: i32,
): void {
  const equals = scores + <usize>(2 * size) * stride;
  const one = f32x4.splat(1);
  const rates = f32x4.splat(rate);
  const uniform = f32x4.splat((1 - rate) / 3);
  const bytes = (<usize>heads) << 2;
  for (let n = first; n < last; n++) {
    const onX = scores + <usize>i32.load(xs + ((<usize>n) << 2)) * stride;
    const onY = scores + <usize>(size + i32.load(ys + ((<usize>n) << 2))) * stride;
    const to = <usize>n * stride;
    for (let at: usize = 0; at < bytes; at += 16) {
      const a = v128.load(onX + at);
      const b = v128.load(onY + at);
      const c = v128.load(equals + at);
      const top = f32x4.pmax(a, f32x4.pmax(b, c));
      const ea = exp(f32x4.sub(a, top));
      const eb = exp(f32x4.sub(b, top));
      const share = f32x4.div(one, f32x4.add(f32x4.add(ea, eb), exp(f32x4.sub(c, top))));
      const sa = f32x4.mul(ea, share);
      const sb = f32x4.mul(eb, share);
      v128.store(soft + to + at, sa);
      v128.store(soft + plane + to + at, sb);
      v128.store(mixed + to + at, madd(rates, sa, uniform));
      v128.store(mixed + plane + to + at, madd(rates, sb, uniform));
    }
  }
}

/**
 * From the gradients of the mixed attention to those of the scores, summed over the examples in their order.
 *
 * @param dScores - [row, head], set to zero first by the caller.
 * @param dMixed - [2, count, head].
 */
export function attendBackward(
  dScores: usize,
  dMixed: usize,
  soft: usize,
  plane: usize,
  stride: usize,
  xs: usize,
  ys: usize,
  size: i32,
  heads: i32,
  rate: f32,
  count: i32,
): void {
  const equals = dScores + <usize>(2 * size) * stride;
  for (let n = 0; n < count; n++) {
    const onX = dScores + <usize>i32.load(xs + ((<usize>n) << 2)) * stride;
    const onY = dScores + <usize>(size + i32.load(ys + ((<usize>n) << 2))) * stride;
    const from = <usize>n * stride;
    for (let head = 0; head < heads; head++) {
      const at = (<usize>head) << 2;
      const s0 = f32.load(soft + from + at);
      const s1 = f32.load(soft + plane + from + at);
      const g0 = rate * f32.load(dMixed + from + at);
      const g1 = rate * f32.load(dMixed + plane + from + at);
      const mean = s0 * g0 + s1 * g1;
      f32.store(onX + at, f32.load(onX + at) + s0 * (g0 - mean));
      f32.store(onY + at, f32.load(onY + at) + s1 * (g1 - mean));
      f32.store(equals + at, f32.load(equals + at) - (1 - s0 - s1) * mean);
    }
  }
}

/**
 * The rows of examples [first, last) from the tables:
 * row = base + Σ_head (attention on x · table[head, x] + attention on y · table[head, size + y]).
 * The first `positive` columns (the neurons) go through the ReLU; pass 0 to keep them as they are.
 *
 * @param table - [head, row, columns], `tableHead` bytes a head and `width` bytes a row, as the rows have.
 * @param columns - a multiple of 16.
 */
export function gather(
  rows: usize,
  width: usize,
  base: usize,
  table: usize,
  tableHead: usize,
  mixed: usize,
  plane: usize,
  stride: usize,
  xs: usize,
  ys: usize,
  size: i32,
  heads: i32,
  columns: i32,
  positive: i32,
  first: i32,
  last: i32,
): void {
  const zero = f32x4.splat(0);
  for (let n = first; n < last; n++) {
    const tableX = table + <usize>i32.load(xs + ((<usize>n) << 2)) * width;
    const tableY = table + <usize>(size + i32.load(ys + ((<usize>n) << 2))) * width;
    const weight = mixed + <usize>n * stride;
    const weightEnd = weight + ((<usize>heads) << 2);
    const row = rows + <usize>n * width;
    for (let column = 0; column < columns; column += 16) {
      const at = (<usize>column) << 2;
      let c0 = v128.load(base + at);
      let c1 = v128.load(base + at, 16);
      let c2 = v128.load(base + at, 32);
      let c3 = v128.load(base + at, 48);
      let fromX = tableX + at;
      let fromY = tableY + at;
      for (let w = weight; w < weightEnd; w += 4) {
        let a = v128.load32_splat(w);
        c0 = madd(a, v128.load(fromX), c0);
        c1 = madd(a, v128.load(fromX, 16), c1);
        c2 = madd(a, v128.load(fromX, 32), c2);
        c3 = madd(a, v128.load(fromX, 48), c3);
        a = v128.load32_splat(w + plane);
        c0 = madd(a, v128.load(fromY), c0);
        c1 = madd(a, v128.load(fromY, 16), c1);
        c2 = madd(a, v128.load(fromY, 32), c2);
        c3 = madd(a, v128.load(fromY, 48), c3);
        fromX += tableHead;
        fromY += tableHead;
      }
      if (column < positive) {
        c0 = f32x4.pmax(c0, zero);
        c1 = f32x4.pmax(c1, zero);
        c2 = f32x4.pmax(c2, zero);
        c3 = f32x4.pmax(c3, zero);
      }
      v128.store(row + at, c0);
      v128.store(row + at, c1, 16);
      v128.store(row + at, c2, 32);
      v128.store(row + at, c3, 48);
    }
  }
}

/**
 * What the examples of one table row send back to it, for four heads at a time:
 * dTable[head, :] = Σ_n mixed[n, head] · rows[n, :], over the examples in `list`.
 *
 * @param columns - a multiple of 8.
 */
export function gatherBackward(
  dTable: usize,
  tableHead: usize,
  rows: usize,
  width: usize,
  mixed: usize,
  stride: usize,
  list: usize,
  count: i32,
  columns: i32,
): void {
  const zero = f32x4.splat(0);
  const end = list + ((<usize>count) << 2);
  for (let column = 0; column < columns; column += 8) {
    const at = (<usize>column) << 2;
    let c00 = zero,
      c01 = zero,
      c10 = zero,
      c11 = zero;
    let c20 = zero,
      c21 = zero,
      c30 = zero,
      c31 = zero;
    for (let item = list; item < end; item += 4) {
      const n = <usize>i32.load(item);
      const row = rows + n * width + at;
      const weight = mixed + n * stride;
      const b0 = v128.load(row);
      const b1 = v128.load(row, 16);
      let a = v128.load32_splat(weight);
      c00 = madd(a, b0, c00);
      c01 = madd(a, b1, c01);
      a = v128.load32_splat(weight, 4);
      c10 = madd(a, b0, c10);
      c11 = madd(a, b1, c11);
      a = v128.load32_splat(weight, 8);
      c20 = madd(a, b0, c20);
      c21 = madd(a, b1, c21);
      a = v128.load32_splat(weight, 12);
      c30 = madd(a, b0, c30);
      c31 = madd(a, b1, c31);
    }
    let to = dTable + at;
    v128.store(to, c00);
    v128.store(to, c01, 16);
    to += tableHead;
    v128.store(to, c10);
    v128.store(to, c11, 16);
    to += tableHead;
    v128.store(to, c20);
    v128.store(to, c21, 16);
    to += tableHead;
    v128.store(to, c30);
    v128.store(to, c31, 16);
  }
}

/**
 * The gradient of the attention weights, for four heads at a time:
 * dMixed[n, head] = rows[n, :] · table[head, :], over the examples in `list`.
 *
 * @param columns - a multiple of 8.
 */
export function attentionGradient(
  dMixed: usize,
  stride: usize,
  rows: usize,
  width: usize,
  table: usize,
  tableHead: usize,
  list: usize,
  count: i32,
  columns: i32,
): void {
  const zero = f32x4.splat(0);
  const bytes = (<usize>columns) << 2;
  const listEnd = list + ((<usize>count) << 2);
  for (let item = list; item < listEnd; item += 8) {
    const first = <usize>i32.load(item);
    // A list of odd length ends with the same example twice.
    const second = item + 4 < listEnd ? <usize>i32.load(item, 4) : first;
    let left = rows + first * width;
    let right = rows + second * width;
    const end = left + bytes;
    let t0 = table;
    let t1 = t0 + tableHead;
    let t2 = t1 + tableHead;
    let t3 = t2 + tableHead;
    let a0 = zero,
      a1 = zero,
      a2 = zero,
      a3 = zero;
    let b0 = zero,
      b1 = zero,
      b2 = zero,
      b3 = zero;
    while (left < end) {
      const a = v128.load(left);
      const b = v128.load(right);
      let t = v128.load(t0);
      a0 = madd(a, t, a0);
      b0 = madd(b, t, b0);
      t = v128.load(t1);
      a1 = madd(a, t, a1);
      b1 = madd(b, t, b1);
      t = v128.load(t2);
      a2 = madd(a, t, a2);
      b2 = madd(b, t, b2);
      t = v128.load(t3);
      a3 = madd(a, t, a3);
      b3 = madd(b, t, b3);
      left += 16;
      right += 16;
      t0 += 16;
      t1 += 16;
      t2 += 16;
      t3 += 16;
    }
    v128.store(dMixed + first * stride, lanes(a0, a1, a2, a3));
    v128.store(dMixed + second * stride, lanes(b0, b1, b2, b3));
  }
}

/** The sums of four vectors' lanes, beside each other. */
function lanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 2, 6), v128.shuffle<f32>(a, b, 1, 5, 3, 7));
  const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 2, 6), v128.shuffle<f32>(c, d, 1, 5, 3, 7));
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
}
