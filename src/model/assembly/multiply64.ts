/**
 * C += A·B in tiles of 4 × 4, float64, row-major without gaps; m and n are multiples of 4: buffers are padded. Each
 * sum runs over k from its beginning, one product at a time, so that the result is that of the plain loops.
 *
 * The accumulators are named, and k is not unrolled: V8 spills them otherwise.
 */
export function multiply(c: usize, a: usize, b: usize, m: i32, n: i32, k: i32): void {
  const rowA = (<usize>k) << 3;
  const rowB = (<usize>n) << 3;
  for (let j = 0; j < n; j += 4) {
    const tile = b + ((<usize>j) << 3);
    const end = tile + <usize>k * rowB;
    for (let i = 0; i < m; i += 4) {
      let a0 = a + <usize>i * rowA;
      let a1 = a0 + rowA;
      let a2 = a1 + rowA;
      let a3 = a2 + rowA;
      const t0 = c + <usize>i * rowB + ((<usize>j) << 3);
      const t1 = t0 + rowB;
      const t2 = t1 + rowB;
      const t3 = t2 + rowB;
      let c00 = v128.load(t0),
        c01 = v128.load(t0, 16),
        c10 = v128.load(t1),
        c11 = v128.load(t1, 16);
      let c20 = v128.load(t2),
        c21 = v128.load(t2, 16),
        c30 = v128.load(t3),
        c31 = v128.load(t3, 16);
      for (let row = tile; row < end; row += rowB) {
        const b0 = v128.load(row);
        const b1 = v128.load(row, 16);
        let s = v128.load64_splat(a0);
        c00 = f64x2.add(c00, f64x2.mul(s, b0));
        c01 = f64x2.add(c01, f64x2.mul(s, b1));
        s = v128.load64_splat(a1);
        c10 = f64x2.add(c10, f64x2.mul(s, b0));
        c11 = f64x2.add(c11, f64x2.mul(s, b1));
        s = v128.load64_splat(a2);
        c20 = f64x2.add(c20, f64x2.mul(s, b0));
        c21 = f64x2.add(c21, f64x2.mul(s, b1));
        s = v128.load64_splat(a3);
        c30 = f64x2.add(c30, f64x2.mul(s, b0));
        c31 = f64x2.add(c31, f64x2.mul(s, b1));
        a0 += 8;
        a1 += 8;
        a2 += 8;
        a3 += 8;
      }
      v128.store(t0, c00);
      v128.store(t0, c01, 16);
      v128.store(t1, c10);
      v128.store(t1, c11, 16);
      v128.store(t2, c20);
      v128.store(t2, c21, 16);
      v128.store(t3, c30);
      v128.store(t3, c31, 16);
    }
  }
}
