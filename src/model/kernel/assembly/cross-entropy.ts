import { exp } from './exp';

/**
 * Cross entropy of examples [first, last), as log1p(Σ_{j≠answer} exp(x_j − x_answer)) with the logarithm in float64:
 * nothing cancels, so that losses down to 1e-26 come out right. `losses` receives float64 values in nats, `rights`
 * 1 where the answer's logit is the largest (as argmax: a tie with an earlier class is lost), 0 elsewhere.
 *
 * With `scale` > 0 each row of logits is replaced by scale · the gradient of its loss; that of the answer is
 * −Σ of the others.
 *
 * @param classes - the columns that take part; those from there to `columns` (a multiple of 4) are set to 0 or kept.
 */
export function crossEntropy(
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
  for (let n = first; n < last; n++) {
    const row = logits + <usize>n * width;
    const answer = (<usize>i32.load(answers + ((<usize>n) << 2))) << 2;
    const right = f32.load(row + answer);
    f32.store(row + answer, -f32.MAX_VALUE);
    for (let at = classBytes; at < bytes; at += 4) f32.store(row + at, -f32.MAX_VALUE);
    let tops = f32x4.splat(-f32.MAX_VALUE);
    for (let at: usize = 0; at < bytes; at += 16) tops = f32x4.pmax(tops, v128.load(row + at));
    const top = max(
      max(f32x4.extract_lane(tops, 0), f32x4.extract_lane(tops, 1)),
      max(f32x4.extract_lane(tops, 2), f32x4.extract_lane(tops, 3)),
    );
    let tied = false;
    if (top === right)
      for (let at: usize = 0; at < answer; at += 4) tied = tied || f32.load(row + at) === right;
    i32.store(rights + ((<usize>n) << 2), top < right || (top === right && !tied) ? 1 : 0);

    const shift = max(top, right);
    const shifts = f32x4.splat(shift);
    let sums = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const e = exp(f32x4.sub(v128.load(row + at), shifts));
      sums = f32x4.add(sums, e);
      if (scale > 0) v128.store(row + at, e);
    }
    const others =
      <f64>f32x4.extract_lane(sums, 0) +
      <f64>f32x4.extract_lane(sums, 1) +
      (<f64>f32x4.extract_lane(sums, 2) + <f64>f32x4.extract_lane(sums, 3));
    const own = right === shift ? 1 : Math.exp(<f64>right - <f64>shift);
    const loss = own === 1 ? Math.log1p(others) : <f64>shift - <f64>right + Math.log(own + others);
    f64.store(losses + ((<usize>n) << 3), loss);
    if (scale > 0) {
      const factor = f32x4.splat(<f32>(<f64>scale / (own + others)));
      for (let at: usize = 0; at < bytes; at += 16)
        v128.store(row + at, f32x4.mul(factor, v128.load(row + at)));
      f32.store(row + answer, <f32>((-others / (own + others)) * <f64>scale));
    } else {
      f32.store(row + answer, right);
      for (let at = classBytes; at < bytes; at += 4) f32.store(row + at, 0);
    }
  }
}
