import { type Address, type KernelExports, STORE } from './exports';

/** A piece of work that one thread does alone. */
export type Task = () => void;

/** Tasks that may run at the same time, in any order. A phase begins when all tasks of the one before are done. */
export type Phase = readonly Task[];

/** A matrix in the kernel's memory: A(i, k) lies at `at + i·row + k·step`. */
export interface Matrix {
  readonly at: Address;
  /** Bytes from row to row. */
  readonly row: number;
  /** Bytes from column to column: 4 unless the matrix is read transposed. */
  readonly step?: number;
}

/** The transposed view of a matrix. */
export function transposed({ at, row, step = 4 }: Matrix): Matrix {
  return { at, row: step, step: row };
}

/** The same matrix from a row or a column on. */
export function from(matrix: Matrix, { row = 0, column = 0 }: { row?: number; column?: number }): Matrix {
  return { ...matrix, at: matrix.at + row * matrix.row + column * (matrix.step ?? 4) };
}

/** C = A·B, [m, k]·[k, n], cut into tasks by rows of C. */
export function product(
  kernel: KernelExports,
  c: Matrix,
  a: Matrix,
  b: Matrix,
  {
    m,
    n,
    k,
    mode = STORE,
    rowsPerTask = m,
  }: { m: number; n: number; k: number; mode?: number; rowsPerTask?: number },
): Task[] {
  const tasks: Task[] = [];
  for (let row = 0; row < m; row += rowsPerTask) {
    const rows = Math.min(rowsPerTask, m - row);
    const to = from(c, { row }).at;
    const left = from(a, { row });
    tasks.push(() => {
      kernel.multiply(to, c.row, left.at, left.row, left.step ?? 4, b.at, b.row, rows, n, k, mode);
    });
  }
  return tasks;
}

/** Several tasks one after another, as one. */
export function inOrder(...tasks: Task[]): Task {
  return () => {
    for (const task of tasks) task();
  };
}

/** Every number below `count`. */
export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
