/**
 * `toI420` of `../i420.ts` eight pixels at a time; the same arithmetic to the bit, a test holds it.
 *
 * A pixel is four bytes: first colour, green, last colour, alpha. Widened to 16 bits, two pixels fill a vector,
 * and one `dot` multiplies them with their weights and adds neighbours: (first·w + green·w, last·w + alpha·0).
 */

/** Weights of one output for a vector of two pixels. */
function weights(first: i32, green: i32, last: i32): v128 {
  return i16x8(<i16>first, <i16>green, <i16>last, 0, <i16>first, <i16>green, <i16>last, 0);
}

/** Sums of the two halves of each pixel, for four pixels in two vectors. */
function sums(a: v128, b: v128): v128 {
  return i32x4.add(v128.shuffle<i32>(a, b, 0, 2, 4, 6), v128.shuffle<i32>(a, b, 1, 3, 5, 7));
}

/** Luma of four pixels: two vectors of two, weighted, rounded, shifted. */
function luma(a: v128, b: v128, weight: v128, round: v128): v128 {
  return i32x4.shr_s(i32x4.add(sums(i32x4.dot_i16x8_s(a, weight), i32x4.dot_i16x8_s(b, weight)), round), 14);
}

/** Chroma of four samples: two vectors of two summed samples, weighted, rounded, shifted. */
function chroma(a: v128, b: v128, weight: v128, round: v128): v128 {
  return i32x4.shr_s(i32x4.add(sums(i32x4.dot_i16x8_s(a, weight), i32x4.dot_i16x8_s(b, weight)), round), 16);
}

/** The upper pixel of a vector of two, beside that of another. */
function uppers(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3);
}

/** The lower pixel of a vector of two, beside that of another. */
function lowers(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2);
}

/** Eight bytes of luma from eight pixels. */
function storeLuma(to: usize, a: v128, b: v128, c: v128, d: v128, weight: v128, round: v128): void {
  const words = i16x8.narrow_i32x4_s(luma(a, b, weight, round), luma(c, d, weight, round));
  v128.store64_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
}

/** Four bytes of chroma. */
function storeChroma(to: usize, samples: v128): void {
  const words = i16x8.narrow_i32x4_s(samples, samples);
  v128.store32_lane(to, i8x16.narrow_i16x8_u(words, words), 0);
}

/**
 * Converts `pixels` (width · height words) to planes at `planes`. The weights are those of the first byte of a
 * pixel, of green, and of the third byte.
 *
 * @param width - A multiple of eight. @param height - Even.
 */
export function convert(
  pixels: usize,
  planes: usize,
  width: i32,
  height: i32,
  y0: i32,
  y1: i32,
  y2: i32,
  u0: i32,
  u1: i32,
  u2: i32,
  v0: i32,
  v1: i32,
  v2: i32,
  lumaRound: i32,
  chromaRound: i32,
): void {
  const yWeights = weights(y0, y1, y2);
  const uWeights = weights(u0, u1, u2);
  const vWeights = weights(v0, v1, v2);
  const yRound = i32x4.splat(lumaRound);
  const cRound = i32x4.splat(chromaRound);
  const area = <usize>width * <usize>height;
  let u = planes + area;
  let v = u + (area >> 2);
  const row = (<usize>width) << 2;
  for (let y = 0; y < height; y += 2) {
    let top = pixels + <usize>y * row;
    let y8 = planes + <usize>y * <usize>width;
    let left = i16x8.splat(0);
    for (let x = 0; x < width; x += 8) {
      const t0 = v128.load(top);
      const t1 = v128.load(top, 16);
      const bottom = top + row;
      const b0 = v128.load(bottom);
      const b1 = v128.load(bottom, 16);
      const ta = i16x8.extend_low_i8x16_u(t0);
      const tb = i16x8.extend_high_i8x16_u(t0);
      const tc = i16x8.extend_low_i8x16_u(t1);
      const td = i16x8.extend_high_i8x16_u(t1);
      const ba = i16x8.extend_low_i8x16_u(b0);
      const bb = i16x8.extend_high_i8x16_u(b0);
      const bc = i16x8.extend_low_i8x16_u(b1);
      const bd = i16x8.extend_high_i8x16_u(b1);
      storeLuma(y8, ta, tb, tc, td, yWeights, yRound);
      storeLuma(y8 + <usize>width, ba, bb, bc, bd, yWeights, yRound);
      // Sums of both rows; a chroma sample weighs the columns left, here and right of it 1, 2, 1.
      const a = i16x8.add(ta, ba);
      const b = i16x8.add(tb, bb);
      const c = i16x8.add(tc, bc);
      const d = i16x8.add(td, bd);
      if (x === 0) left = v128.shuffle<i64>(a, a, 0, 0);
      const first = i16x8.add(i16x8.add(uppers(left, a), i16x8.shl(lowers(a, b), 1)), uppers(a, b));
      const second = i16x8.add(i16x8.add(uppers(b, c), i16x8.shl(lowers(c, d), 1)), uppers(c, d));
      left = d;
      storeChroma(u, chroma(first, second, uWeights, cRound));
      storeChroma(v, chroma(first, second, vWeights, cRound));
      top += 32;
      y8 += 8;
      u += 4;
      v += 4;
    }
  }
}
