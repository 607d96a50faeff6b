import { InputError } from '../errors';
import type { FloatArray } from '../model/weights';
import { type MarginalTables, marginalTables } from './marginal-tables';

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

/** Averages values over all pairs along four directions, given row by row. */
export class MarginalSums {
  // Sums are about the first pair's value: a channel that never changes has power 0 and not its rounding.
  private origin: FloatArray | undefined;
  private readonly tables: MarginalTables;

  constructor(
    private readonly width: number,
    private readonly p: number,
  ) {
    this.tables = marginalTables(p, width);
  }

  /** Adds the values [y, width] of one x; each x is to be given once. */
  add(x: number, values: FloatArray): void {
    this.origin ??= values.slice(0, this.width);
    this.tables.add(x, values, this.origin);
  }

  /** The marginals once every x was added; the sums are used up. */
  finish(): PairMarginals {
    const { width, p } = this;
    const { squares } = this.tables;
    const [rows, columns, sums, differences] = [
      this.tables.rows.slice(),
      this.tables.columns.slice(),
      this.tables.sums.slice(),
      this.tables.differences.slice(),
    ];
    const shifts = new Float64Array(width);
    for (let x = 0; x < p; x++) {
      for (let i = 0; i < width; i++)
        shifts[i] = (shifts[i] as number) + (rows[x * width + i] as number) / (p * p);
    }
    for (const table of [rows, columns, sums, differences]) centre(table, shifts, p);
    const means = shifts.map((shift, i) => shift + (this.origin?.[i] ?? 0));
    const power = Float64Array.from(squares, (square, i) => {
      const centred = square - p * p * (shifts[i] as number) ** 2;
      return centred <= ROUNDING * (p * (means[i] as number)) ** 2 ? 0 : centred;
    });
    this.tables.free();
    return { p, width, means, power, rows, columns, sums, differences };
  }
}

/**
 * {@link MarginalSums} of values [p², width] that are all there.
 *
 * @throws InputError when the values are not p² rows of `width`.
 */
export function pairMarginals(values: FloatArray, width: number, p: number): PairMarginals {
  if (values.length !== p * p * width)
    throw new InputError(`${values.length} numbers are not the ${p}² pairs of ${width} values each.`);
  const sums = new MarginalSums(width, p);
  for (let x = 0; x < p; x++) sums.add(x, values.subarray(x * p * width, (x + 1) * p * width));
  return sums.finish();
}

/** Turns sums over p pairs into means about the mean of each channel. */
function centre(table: Float64Array, shifts: Float64Array, p: number): void {
  const width = shifts.length;
  for (let from = 0; from < table.length; from += width) {
    for (let i = 0; i < width; i++) table[from + i] = (table[from + i] as number) / p - (shifts[i] as number);
  }
}
