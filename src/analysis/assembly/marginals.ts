/** How many channels are summed up together, so that what is summed up stays in the cache. */
const BLOCK: i32 = 64;

/**
 * Adds the values [p, width] of one x, less their origin [width], to five tables of sums: along x, y, x + y, x − y
 * [p, width] and of squares [width]; float64, width even. The order is that of the plain loops, and so are the bits.
 */
export function add(
  rows: usize,
  columns: usize,
  sums: usize,
  differences: usize,
  squares: usize,
  origin: usize,
  values: usize,
  x: i32,
  p: i32,
  width: i32,
): void {
  const stride = (<usize>width) << 3;
  const row = rows + <usize>x * stride;
  for (let from = 0; from < width; from += BLOCK) {
    const begin = (<usize>from) << 3;
    const end = (<usize>min(from + BLOCK, width)) << 3;
    for (let y = 0; y < p; y++) {
      const value = values + <usize>y * stride;
      const column = columns + <usize>y * stride;
      const sum = sums + <usize>((x + y) % p) * stride;
      const difference = differences + <usize>((x - y + p) % p) * stride;
      for (let at = begin; at < end; at += 16) {
        const v = f64x2.sub(v128.load(value + at), v128.load(origin + at));
        v128.store(row + at, f64x2.add(v128.load(row + at), v));
        v128.store(column + at, f64x2.add(v128.load(column + at), v));
        v128.store(sum + at, f64x2.add(v128.load(sum + at), v));
        v128.store(difference + at, f64x2.add(v128.load(difference + at), v));
        v128.store(squares + at, f64x2.add(v128.load(squares + at), f64x2.mul(v, v)));
      }
    }
  }
}
