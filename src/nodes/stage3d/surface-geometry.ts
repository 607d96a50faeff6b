import { cameraAxes } from './camera';

/** Values over all pairs (x, y) of residues mod p: the value at (x, y) stands at `data[x * p + y]`. */
export interface Field {
  readonly p: number;
  readonly data: Float32Array | Float64Array;
}

/**
 * The heights Σ weight·field, shape [p, p].
 *
 * @throws RangeError if there is no field, or the fields and weights do not belong together.
 */
export function weightedSum(fields: readonly Field[], weights: readonly number[]): Float32Array {
  const length = fields[0]?.data.length;
  if (
    length === undefined ||
    fields.length !== weights.length ||
    fields.some((f) => f.data.length !== length)
  ) {
    throw new RangeError(
      `a surface of ${fields.length} fields of [${fields.map((f) => f.data.length)}] values cannot be weighted with ${weights.length} numbers`,
    );
  }
  const heights = new Float32Array(length);
  fields.forEach(({ data }, n) => {
    const weight = weights[n] ?? 0;
    if (weight === 0) return;
    for (let i = 0; i < length; i++) heights[i] = (heights[i] as number) + weight * (data[i] as number);
  });
  return heights;
}

/** The lowest and the highest value. */
export function heightRange(heights: ArrayLike<number>): readonly [low: number, high: number] {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < heights.length; i++) {
    const height = heights[i] as number;
    if (height < low) low = height;
    if (height > high) high = height;
  }
  return [low, high];
}

/**
 * The slope of the heights along x and along y, shape [p, p, 2], per side of the whole sheet.
 *
 * Central differences; the sheet is periodic, so that its edges have neighbours too.
 */
export function slopes(heights: Float32Array, p: number): Float32Array {
  const out = new Float32Array(2 * p * p);
  const half = (p - 1) / 2;
  for (let x = 0; x < p; x++) {
    const before = (x === 0 ? p - 1 : x - 1) * p;
    const after = (x === p - 1 ? 0 : x + 1) * p;
    for (let y = 0; y < p; y++) {
      const left = y === 0 ? p - 1 : y - 1;
      const right = y === p - 1 ? 0 : y + 1;
      const at = 2 * (x * p + y);
      out[at] = half * ((heights[after + y] as number) - (heights[before + y] as number));
      out[at + 1] = half * ((heights[x * p + right] as number) - (heights[x * p + left] as number));
    }
  }
  return out;
}

/** Where each pair lies on the sheet, from 0 to 1 along x and along y: shape [p, p, 2]. */
export function sheetPositions(p: number): Float32Array {
  const out = new Float32Array(2 * p * p);
  for (let x = 0; x < p; x++) {
    for (let y = 0; y < p; y++) {
      out[2 * (x * p + y)] = x / (p - 1);
      out[2 * (x * p + y) + 1] = y / (p - 1);
    }
  }
  return out;
}

/** From which ends of x and of y a sheet is drawn. */
export interface DrawOrder {
  readonly fromHighX: boolean;
  readonly fromHighY: boolean;
}

/**
 * The order in which a sheet's cells come from the nearest to the farthest: what lies behind is then hidden before its
 * colours are worked out.
 *
 * @param azimuth - The camera's, in degrees.
 */
export function nearestFirst(azimuth: number): DrawOrder {
  const { back } = cameraAxes({ azimuth, elevation: 0 });
  return { fromHighX: back[0] > 0, fromHighY: back[1] > 0 };
}

/** Two triangles for each cell between four neighbouring pairs, counter-clockwise from above. */
export function sheetTriangles(p: number, { fromHighX, fromHighY }: DrawOrder): Uint32Array {
  const out = new Uint32Array(6 * (p - 1) ** 2);
  const place = (i: number, fromHigh: boolean) => (fromHigh ? p - 2 - i : i);
  let at = 0;
  for (let i = 0; i < p - 1; i++) {
    for (let j = 0; j < p - 1; j++) {
      const corner = place(i, fromHighX) * p + place(j, fromHighY);
      out.set([corner, corner + p, corner + p + 1, corner, corner + p + 1, corner + 1], at);
      at += 6;
    }
  }
  return out;
}
