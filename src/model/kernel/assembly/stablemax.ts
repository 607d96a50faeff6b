/**
 * The cross entropy over StableMax (Prieto et al. 2025, arXiv 2501.04697) of examples [first, last): like
 * `crossEntropy`, with s(x) = x + 1 for x ≥ 0 and 1 / (1 − x) below in the place of e^x. It cannot collapse: s grows
 * and falls only as fast as x.
 */
export function stableMax(
  logits: usize,
  width: usize,
  classes: i32,
  columns: i32,
  answers: usize,
  losses: usize,
  rights: usize,
  scale: f32,
  first: i32,
  last: i32,
): void {
  const bytes = (<usize>columns) << 2;
  const classBytes = (<usize>classes) << 2;
  const one = f32x4.splat(1);
  const zero = f32x4.splat(0);
  for (let n = first; n < last; n++) {
    const row = logits + <usize>n * width;
    const answer = (<usize>i32.load(answers + ((<usize>n) << 2))) << 2;
    const right = f32.load(row + answer);
    i32.store(rights + ((<usize>n) << 2), isLargest(row, answer, classBytes) ? 1 : 0);
    let others: f64 = 0;
    for (let at: usize = 0; at < classBytes; at += 4)
      if (at !== answer) others += <f64>share(f32.load(row + at));
    const own = <f64>share(right);
    f64.store(losses + ((<usize>n) << 3), Math.log1p(others / own));
    if (!(scale > 0)) continue;
    const factor = f32x4.splat(<f32>(<f64>scale / (own + others)));
    for (let at: usize = 0; at < bytes; at += 16) {
      const x = v128.load(row + at);
      const size = f32x4.add(one, f32x4.abs(x));
      const s = v128.bitselect(size, f32x4.div(one, size), f32x4.ge(x, zero));
      v128.store(row + at, f32x4.mul(factor, f32x4.div(s, size)));
    }
    f32.store(row + answer, <f32>(((-others / (own + others)) * <f64>scale) / (1 + <f64>abs(right))));
    for (let at = classBytes; at < bytes; at += 4) f32.store(row + at, 0);
  }
}

/** s(x). */
function share(x: f32): f32 {
  return x >= 0 ? x + 1 : 1 / (1 - x);
}

/** Whether a value is the largest of its row, as argmax has it: a tie with an earlier one is lost. */
function isLargest(row: usize, answer: usize, bytes: usize): bool {
  const own = f32.load(row + answer);
  for (let at: usize = 0; at < bytes; at += 4) {
    const other = f32.load(row + at);
    if (other > own || (other === own && at < answer)) return false;
  }
  // No number is larger than NaN either, and NaN is never right.
  return own >= -f32.MAX_VALUE;
}
