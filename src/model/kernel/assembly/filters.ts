/**
 * Grokfast (Lee et al. 2024, arXiv 2405.20233) with an exponential moving average, on `count` floats, a multiple of 4:
 * slow ← α·slow + (1 − α)·g; g ← g + λ·slow.
 */
export function grokfast(g: usize, slow: usize, count: i32, alpha: f32, lambda: f32): void {
  const bytes = (<usize>count) << 2;
  const kept = f32x4.splat(alpha);
  const taken = f32x4.splat(1 - alpha);
  const factor = f32x4.splat(lambda);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gradient = v128.load(g + at);
    const mean = f32x4.add(f32x4.mul(kept, v128.load(slow + at)), f32x4.mul(taken, gradient));
    v128.store(slow + at, mean);
    v128.store(g + at, f32x4.add(gradient, f32x4.mul(factor, mean)));
  }
}

/**
 * ⊥Grad (Prieto et al. 2025, arXiv 2501.04697): takes the part along the weight out of its gradient, and gives what is
 * left the length that the gradient had. On a block of `rows` × `columns` floats (a multiple of 4), `row` bytes apart.
 */
export function orthogonalize(w: usize, g: usize, row: usize, rows: i32, columns: i32): void {
  const ww = dot(w, w, row, rows, columns);
  const wg = dot(w, g, row, rows, columns);
  const gg = dot(g, g, row, rows, columns);
  if (ww === 0) return;
  const along = wg / ww;
  const left = gg - along * wg;
  if (!(left > 0)) return;
  const length = Math.sqrt(gg / left);
  const keep = f32x4.splat(<f32>length);
  const take = f32x4.splat(<f32>(-along * length));
  const bytes = (<usize>columns) << 2;
  for (let i = 0; i < rows; i++) {
    const start = <usize>i * row;
    for (let at = start; at < start + bytes; at += 16)
      v128.store(g + at, f32x4.add(f32x4.mul(keep, v128.load(g + at)), f32x4.mul(take, v128.load(w + at))));
  }
}

/** Scales `count` weights (a multiple of 4) to a Euclidean norm: Omnigrok's constant norm (arXiv 2210.01117). */
export function rescale(w: usize, count: i32, norm: f64): void {
  const bytes = (<usize>count) << 2;
  const square = dot(w, w, bytes, 1, count);
  if (square === 0) return;
  const factor = f32x4.splat(<f32>(norm / Math.sqrt(square)));
  for (let at: usize = 0; at < bytes; at += 16) v128.store(w + at, f32x4.mul(factor, v128.load(w + at)));
}

/** Σ a·b over a block, in float64. */
function dot(a: usize, b: usize, row: usize, rows: i32, columns: i32): f64 {
  const bytes = (<usize>columns) << 2;
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i = 0; i < rows; i++) {
    const start = <usize>i * row;
    for (let at = start; at < start + bytes; at += 16) {
      const x = v128.load(a + at);
      const y = v128.load(b + at);
      low = f64x2.add(low, f64x2.mul(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(y)));
      const upperX = v128.shuffle<f32>(x, x, 2, 3, 2, 3);
      const upperY = v128.shuffle<f32>(y, y, 2, 3, 2, 3);
      high = f64x2.add(high, f64x2.mul(f64x2.promote_low_f32x4(upperX), f64x2.promote_low_f32x4(upperY)));
    }
  }
  const sum = f64x2.add(low, high);
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}
