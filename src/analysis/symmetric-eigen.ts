/** The eigenvalues of a symmetric matrix, largest first, with the eigenvector of each as a row. */
export interface Eigen {
  readonly values: Float64Array;
  /** Shape [n, n]: row i belongs to value i, unit norm. */
  readonly vectors: Float64Array;
}

/**
 * Diagonalises a symmetric matrix [n, n] by cyclic Jacobi rotations: slow for large n, exact to rounding, and
 * indifferent to eigenvalues that coincide, as those of the two axes of a circle do.
 */
export function symmetricEigen(matrix: Float64Array, n: number, sweeps = 30): Eigen {
  const a = matrix.slice();
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  const enough = 1e-24 * a.reduce((sum, value) => sum + value * value, 0);
  for (let sweep = 0; sweep < sweeps && offDiagonal(a, n) > enough; sweep++) {
    for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) rotate(a, v, n, i, j);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort(
    (i, j) => (a[j * n + j] as number) - (a[i * n + i] as number),
  );
  return {
    values: Float64Array.from(order, (i) => a[i * n + i] as number),
    vectors: Float64Array.from({ length: n * n }, (_, at) => {
      const row = order[Math.floor(at / n)] as number;
      return v[row * n + (at % n)] as number;
    }),
  };
}

function offDiagonal(a: Float64Array, n: number): number {
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) sum += 2 * (a[i * n + j] as number) ** 2;
  return sum;
}

/** One rotation in the plane (i, j) that makes a[i, j] zero; rows of `v` turn along. */
function rotate(a: Float64Array, v: Float64Array, n: number, i: number, j: number): void {
  const off = a[i * n + j] as number;
  if (off === 0) return;
  const theta = ((a[j * n + j] as number) - (a[i * n + i] as number)) / (2 * off);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.hypot(theta, 1));
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [left, right] = [a[k * n + i] as number, a[k * n + j] as number];
    a[k * n + i] = c * left - s * right;
    a[k * n + j] = s * left + c * right;
  }
  for (let k = 0; k < n; k++) {
    const [upper, lower] = [a[i * n + k] as number, a[j * n + k] as number];
    a[i * n + k] = c * upper - s * lower;
    a[j * n + k] = s * upper + c * lower;
    const [first, second] = [v[i * n + k] as number, v[j * n + k] as number];
    v[i * n + k] = c * first - s * second;
    v[j * n + k] = s * first + c * second;
  }
}
