import { madd } from './madd';

/**
 * Below this e^x counts as 0. A class with less than e^−60 ≈ 1e-26 of the probability moves nothing, but its gradient,
 * multiplied on, would leave the normal float32 numbers, and the processor is ten times slower there.
 */
const LEAST: f32 = -60;

/** e^x for x ≤ 0, four at a time, to about 1e-7 of the value. After Cephes' expf. */
export function exp(x: v128): v128 {
  const inRange = f32x4.gt(x, f32x4.splat(LEAST));
  const kept = f32x4.max(x, f32x4.splat(LEAST));
  const n = f32x4.nearest(f32x4.mul(kept, f32x4.splat(<f32>Math.LOG2E)));
  let r = madd(n, f32x4.splat(-0.693359375), kept);
  r = madd(n, f32x4.splat(2.1219444e-4), r);
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(i32x4.trunc_sat_f32x4_s(n), i32x4.splat(127)), 23);
  return v128.and(f32x4.mul(p, power), inRange);
}
