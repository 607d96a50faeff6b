import { madd } from './madd';

/**
 * Below this e^x counts as 0. A class with less than e^−60 ≈ 1e-26 of the probability moves nothing, but its gradient,
 * multiplied on, would leave the normal float32 numbers, and the processor is ten times slower there.
 */
const LEAST: f32 = -60;

/** 1.5·2²³: a float that has been added to it is rounded to a whole number, which stands in its lowest bits. */
const SHIFT: f32 = 12582912;

/** e^x for x ≤ 0, four at a time, to about 1e-7 of the value; NaN of NaN. After Cephes' expf. */
export function exp(x: v128): v128 {
  const least = f32x4.splat(LEAST);
  const kept = f32x4.pmax(x, least);
  const shifted = f32x4.add(f32x4.mul(kept, f32x4.splat(<f32>Math.LOG2E)), f32x4.splat(SHIFT));
  const n = f32x4.sub(shifted, f32x4.splat(SHIFT));
  let r = madd(n, f32x4.splat(-0.693359375), kept);
  r = madd(n, f32x4.splat(2.1219444e-4), r);
  let p = f32x4.splat(1.98756915e-4);
  p = madd(p, r, f32x4.splat(1.3981999507e-3));
  p = madd(p, r, f32x4.splat(8.3334519073e-3));
  p = madd(p, r, f32x4.splat(4.1665795894e-2));
  p = madd(p, r, f32x4.splat(1.6666665459e-1));
  p = madd(p, r, f32x4.splat(5.0000001201e-1));
  p = madd(p, f32x4.mul(r, r), f32x4.add(r, f32x4.splat(1)));
  const power = i32x4.shl(i32x4.add(shifted, i32x4.splat(127)), 23);
  return v128.andnot(f32x4.mul(p, power), f32x4.le(x, least));
}
