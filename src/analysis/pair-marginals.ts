import { InputError } from '../errors';
import type { FloatArray } from '../model/weights';

/**
 * What values over all pairs (x, y) come to when everything but one combination of x and y is averaged away. All
 * are about the mean of their channel; each entry is the mean over the p pairs that share it.
 *
 * A wave in x alone, in y alone, in x + y or in x − y survives in exactly one of the four, so that short transforms
 * of these tables say what a transform of the whole surface would.
 */
export interface PairMarginals {
  readonly p: number;
  readonly width: number;
  /** The mean over all pairs, [width]. */
  readonly means: Float64Array;
  /** The sum of squares about the mean over all pairs, [width]; 0 where there is nothing but rounding. */
  readonly power: Float64Array;
  /** As functions of x, of y, of x + y mod p and of x − y mod p: [p, width] each. */
  readonly rows: Float64Array;
  readonly columns: Float64Array;
  readonly sums: Float64Array;
  readonly differences: Float64Array;
}

/** The power of a channel, relative to that of its mean, which rounding alone may give it. */
const ROUNDING = 1e-20;

/**
 * Averages values [p², width] along four directions in one pass.
 *
 * @throws InputError when the values are not p² rows of `width`.
 */
export function pairMarginals(values: FloatArray, width: number, p: number): PairMarginals {
  if (values.length !== p * p * width)
    throw new InputError(`${values.length} numbers are not the ${p}² pairs of ${width} values each.`);
  // Sums are about the first pair's value: a channel that never changes has power 0 and not its rounding.
  const origin = values.slice(0, width);
  const rows = new Float64Array(p * width);
  const columns = new Float64Array(p * width);
  const sums = new Float64Array(p * width);
  const differences = new Float64Array(p * width);
  const squares = new Float64Array(width);
  for (let x = 0; x < p; x++) {
    const row = rows.subarray(x * width, (x + 1) * width);
    for (let y = 0; y < p; y++) {
      const at = (x * p + y) * width;
      const column = y * width;
      const sum = ((x + y) % p) * width;
      const difference = ((x - y + p) % p) * width;
      for (let i = 0; i < width; i++) {
        const value = (values[at + i] as number) - (origin[i] as number);
        row[i] = (row[i] as number) + value;
        columns[column + i] = (columns[column + i] as number) + value;
        sums[sum + i] = (sums[sum + i] as number) + value;
        differences[difference + i] = (differences[difference + i] as number) + value;
        squares[i] = (squares[i] as number) + value * value;
      }
    }
  }
  const shifts = new Float64Array(width);
  rows.forEach((value, at) => {
    shifts[at % width] = (shifts[at % width] as number) + value / (p * p);
  });
  for (const table of [rows, columns, sums, differences]) {
    for (let at = 0; at < table.length; at++)
      table[at] = (table[at] as number) / p - (shifts[at % width] as number);
  }
  const means = shifts.map((shift, i) => shift + (origin[i] as number));
  const power = squares.map((square, i) => {
    const centred = square - p * p * (shifts[i] as number) ** 2;
    return centred <= ROUNDING * (p * (means[i] as number)) ** 2 ? 0 : centred;
  });
  return {
    p,
    width,
    means,
    power,
    rows,
    columns,
    sums,
    differences,
  };
}
