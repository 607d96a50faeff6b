import { MULTIPLY64 } from './multiply64-code';
import type { FloatArray } from './weights';

/** How many rows of the left factor are handed over at a time: with its product they stay in the cache. */
const PANEL = 64;

/** Factors larger than this many numbers are left to the plain loops, so that memory stays small. */
const LARGEST = 4_000_000;

/** Addresses begin here: the compiler keeps the first bytes to itself. */
const BASE = 1024;

interface Kernel {
  readonly memory: WebAssembly.Memory;
  multiply(c: number, a: number, b: number, m: number, n: number, k: number): void;
}

/** Made at the first use: nothing where the engine has no SIMD. */
let kernel: Kernel | 'none' | undefined;

function load(): Kernel | 'none' {
  const code = Uint8Array.from(atob(MULTIPLY64), (char) => char.charCodeAt(0));
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(code)) return 'none';
  const memory = new WebAssembly.Memory({ initial: 1 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } });
  const { multiply } = exports;
  if (typeof multiply !== 'function') return 'none';
  return { memory, multiply: (c, a, b, m, n, k) => void multiply(c, a, b, m, n, k) };
}

const padded = (count: number) => (count + 3) & ~3;

/**
 * Adds a·b, row-major [rows, inner]·[inner, columns], to `out` with SIMD: to the bit what the plain loops give, about
 * four times as quick.
 *
 * @returns false, with nothing done, where the engine or the size does not suit.
 */
export function multiplyQuickly(
  a: FloatArray,
  b: FloatArray,
  rows: number,
  inner: number,
  columns: number,
  out: Float64Array,
): boolean {
  kernel ??= load();
  const width = padded(columns);
  if (kernel === 'none' || inner * width > LARGEST) return false;
  const { memory, multiply } = kernel;
  const bAt = BASE / 8;
  const aAt = bAt + inner * width;
  const cAt = aAt + PANEL * inner;
  const missing = (cAt + PANEL * width) * 8 - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / 65536));
  const numbers = new Float64Array(memory.buffer);
  for (let k = 0; k < inner; k++) {
    numbers.set(b.subarray(k * columns, (k + 1) * columns), bAt + k * width);
  }
  for (let first = 0; first < rows; first += PANEL) {
    const count = Math.min(PANEL, rows - first);
    numbers.set(a.subarray(first * inner, (first + count) * inner), aAt);
    for (let i = 0; i < count; i++) {
      const from = (first + i) * columns;
      numbers.set(out.subarray(from, from + columns), cAt + i * width);
    }
    multiply(cAt * 8, aAt * 8, bAt * 8, padded(count), width, inner);
    for (let i = 0; i < count; i++) {
      const at = cAt + i * width;
      out.set(numbers.subarray(at, at + columns), (first + i) * columns);
    }
  }
  return true;
}
