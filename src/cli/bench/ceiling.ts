import { STORE } from '../../model/kernel/exports';
import { loadKernel } from '../../model/kernel/load-node';
import { bindKernel } from '../../model/kernel/machine';

/** Sides of a product whose matrices stay in the caches, as those of a training step do: [m, k]·[k, n]. */
const [M, N, K] = [128, 120, 128];
/** Bytes from row to row: an odd number of cache lines. */
const ROW = 576;

/** Products in one measurement, about a millisecond, and measurements of which the quickest counts. */
const REPEATS = 16;
const SAMPLES = 20;

/**
 * Makes a measurement of our own matrix product on one thread, in GFLOP/s: what this engine's SIMD gives, and the ceiling
 * of all that is built on it.
 */
export async function ownCeiling(): Promise<() => number> {
  const { module } = await loadKernel();
  const memory = new WebAssembly.Memory({ initial: 16, maximum: 65536, shared: true });
  const kernel = bindKernel(module, memory);
  // The first 64 KiB are the compiler's own.
  const [c, a, b] = [1, 2, 3].map((part) => part * 2 ** 17) as [number, number, number];
  return () => {
    let least = Number.POSITIVE_INFINITY;
    for (let sample = 0; sample < SAMPLES; sample++) {
      const begun = performance.now();
      for (let i = 0; i < REPEATS; i++) kernel.multiply(c, ROW, a, ROW, 4, b, ROW, M, N, K, STORE);
      least = Math.min(least, performance.now() - begun);
    }
    return (2 * M * N * K * REPEATS) / least / 1e6;
  };
}
