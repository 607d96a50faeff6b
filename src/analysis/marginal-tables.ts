import type { FloatArray } from '../model/weights';
import { MARGINALS } from './marginals-code';

/** Sums over pairs along four directions, [p, width] each, and of squares, [width]: what is summed up, row by row. */
export interface MarginalTables {
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly sums: Float64Array;
  readonly differences: Float64Array;
  readonly squares: Float64Array;
  /** Adds the values [y, width] of one x, less `origin` [width]. */
  add(x: number, values: FloatArray, origin: FloatArray): void;
  /** Gives back what the tables lie in: they are not to be read any more. */
  free(): void;
}

/** How many channels are summed up together, so that what is summed up stays in the cache. */
const BLOCK = 64;

/** Addresses begin here: the compiler keeps the first bytes to itself. */
const BASE = 1024;

/** Tables of zeros: with SIMD where the engine has it and the width is even, to the bit what the plain loops give. */
export function marginalTables(p: number, width: number): MarginalTables {
  return (width % 2 === 0 ? quickTables(p, width) : undefined) ?? plainTables(p, width);
}

/** The loops in JavaScript. */
export function plainTables(p: number, width: number): MarginalTables {
  const table = () => new Float64Array(p * width);
  const [rows, columns, sums, differences] = [table(), table(), table(), table()] as const;
  const squares = new Float64Array(width);
  const add: MarginalTables['add'] = (x, values, origin) => {
    for (let from = 0; from < width; from += BLOCK) {
      const to = Math.min(from + BLOCK, width);
      for (let y = 0; y < p; y++) {
        const [row, column] = [x * width, y * width];
        const sum = ((x + y) % p) * width;
        const difference = ((x - y + p) % p) * width;
        for (let i = from; i < to; i++) {
          const value = (values[column + i] as number) - (origin[i] as number);
          rows[row + i] = (rows[row + i] as number) + value;
          columns[column + i] = (columns[column + i] as number) + value;
          sums[sum + i] = (sums[sum + i] as number) + value;
          differences[difference + i] = (differences[difference + i] as number) + value;
          squares[i] = (squares[i] as number) + value * value;
        }
      }
    }
  };
  return { rows, columns, sums, differences, squares, add, free: () => {} };
}

/** A compiled module with a memory of its own: several tables are summed up side by side. */
interface Kernel {
  readonly memory: WebAssembly.Memory;
  readonly add: (...addressesAndSizes: number[]) => void;
}

/** Compiled at the first use: nothing where the engine has no SIMD. */
let module: WebAssembly.Module | 'none' | undefined;

/** Given back and free to be used again: a memory takes room that nobody sees until it is collected. */
const idle: Kernel[] = [];

function quickTables(p: number, width: number): MarginalTables | undefined {
  const kernel = idle.pop() ?? load();
  if (kernel === undefined) return undefined;
  const { memory } = kernel;
  const table = p * width;
  const missing = BASE + (5 * table + 2 * width) * 8 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  let at = BASE;
  const place = (length: number) => {
    const numbers = new Float64Array(memory.buffer, at, length).fill(0);
    at += length * 8;
    return numbers;
  };
  const [rows, columns, sums, differences, given] = [
    place(table),
    place(table),
    place(table),
    place(table),
    place(table),
  ];
  const [squares, zero] = [place(width), place(width)];
  const tables = [rows, columns, sums, differences, squares, zero, given].map((one) => one.byteOffset);
  return {
    rows,
    columns,
    sums,
    differences,
    squares,
    add(x, values, origin) {
      given.set(values);
      zero.set(origin);
      kernel.add(...tables, x, p, width);
    },
    free: () => void idle.push(kernel),
  };
}

function load(): Kernel | undefined {
  module ??= compile();
  if (module === 'none') return undefined;
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { add } = new WebAssembly.Instance(module, { env: { memory } }).exports;
  if (typeof add !== 'function') return undefined;
  return { memory, add: (...numbers) => void add(...numbers) };
}

function compile(): WebAssembly.Module | 'none' {
  const code = Uint8Array.from(atob(MARGINALS), (char) => char.charCodeAt(0));
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return 'none';
  return new WebAssembly.Module(code);
}
