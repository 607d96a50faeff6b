import { exp } from './exp';

/**
 * Cross entropy of examples [first, last) as −log softmax at the answer, all of it in float32: what most code computes.
 * Below about 1e-7 the probability of the answer rounds to 1: loss and gradient are zero there, and the next values
 * above it are a whole 6e-8 away. Like `crossEntropy` otherwise.
 */
export function naiveCrossEntropy(
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
    let top = right;
    let isRight = true;
    for (let at: usize = 0; at < classBytes; at += 4) {
      const other = f32.load(row + at);
      top = max(top, other);
      if (other > right || (other === right && at < answer)) isRight = false;
    }
    // No number is larger than NaN either, and NaN is never right.
    i32.store(rights + ((<usize>n) << 2), isRight && right >= -f32.MAX_VALUE ? 1 : 0);

    for (let at = classBytes; at < bytes; at += 4) f32.store(row + at, -f32.MAX_VALUE);
    const tops = f32x4.splat(top);
    let sums = f32x4.splat(0);
    for (let at: usize = 0; at < bytes; at += 16) {
      const e = exp(f32x4.sub(v128.load(row + at), tops));
      sums = f32x4.add(sums, e);
      if (scale > 0) v128.store(row + at, e);
    }
    const sum: f32 =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    const loss: f32 = <f32>Math.log(<f64>sum) - (right - top);
    f64.store(losses + ((<usize>n) << 3), <f64>loss);
    if (scale > 0) {
      const factor = f32x4.splat(1 / sum);
      const scales = f32x4.splat(scale);
      const minusOne: f32 = f32.load(row + answer) / sum - 1;
      for (let at: usize = 0; at < bytes; at += 16)
        v128.store(row + at, f32x4.mul(scales, f32x4.mul(factor, v128.load(row + at))));
      f32.store(row + answer, minusOne * scale);
    } else {
      for (let at = classBytes; at < bytes; at += 4) f32.store(row + at, 0);
    }
  }
}
