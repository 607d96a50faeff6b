import { MersenneTwister } from '../../src/model/mersenne-twister';

/** Repeatable standard normal numbers. */
export function noise(count: number, seed: number): Float64Array {
  const random = new MersenneTwister(seed);
  return Float64Array.from({ length: count }, () => random.normal());
}

/** A surface [x, y] from a formula. */
export function surfaceOf(p: number, height: (x: number, y: number) => number): Float64Array {
  return Float64Array.from({ length: p * p }, (_, i) => height(Math.floor(i / p), i % p));
}

/** One clock of a synthetic network: amplitude·cos(2πk(x+y−z)/p). */
export interface Clock {
  readonly k: number;
  readonly amplitude: number;
}

/** Logits [p², columns] made of exact clocks; further columns than p hold a number that must not matter. */
export function clockLogits(p: number, clocks: readonly Clock[], columns = p): Float64Array {
  const values = new Float64Array(p * p * columns).fill(1000);
  for (let x = 0; x < p; x++)
    for (let y = 0; y < p; y++)
      for (let z = 0; z < p; z++)
        values[(x * p + y) * columns + z] = clocks.reduce(
          (sum, { k, amplitude }) => sum + amplitude * Math.cos((2 * Math.PI * k * (x + y - z)) / p),
          0,
        );
  return values;
}
