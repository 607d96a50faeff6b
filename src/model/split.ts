import { InputError } from '../errors';
import { MersenneTwister } from './mersenne-twister';
import type { Task } from './task';

/** Which pairs are trained on and which are held out; both in shuffled order, as pair indices `x * size + y`. */
export interface Split {
  readonly seed: number;
  readonly fraction: number;
  readonly train: Int32Array;
  readonly test: Int32Array;
}

/**
 * The split of the published runs: the pairs in row-major order, shuffled as Python's
 * `random.seed(seed); random.shuffle(pairs)` does; the first int(fraction · pairs) are trained on.
 *
 * @throws InputError when the fraction is not inside (0, 1) or leaves a side empty, or the seed is no integer ≥ 0.
 */
export function splitPairs(task: Task, seed: number, fraction: number): Split {
  if (!(fraction > 0 && fraction < 1))
    throw new InputError(`fraction=${fraction} is not between 0 and 1 (both excluded), such as fraction=0.3`);
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new InputError(`seed=${seed} is not an integer from 0 to ${Number.MAX_SAFE_INTEGER}`);
  const pairs = task.pairs.slice();
  new MersenneTwister(seed).shuffle(pairs);
  const count = Math.trunc(fraction * pairs.length);
  if (count === 0 || count === pairs.length)
    throw new InputError(
      `fraction=${fraction} of ${pairs.length} pairs leaves ${count === 0 ? 'no pair to train on' : 'no pair to test on'}`,
    );
  return { seed, fraction, train: pairs.slice(0, count), test: pairs.slice(count) };
}
