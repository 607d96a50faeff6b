/** A rectangle in pixels, by its upper left corner. */
export interface Room {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A line through points, in pixels. */
export interface Track {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

/** How finely places are tried, in pixels. */
const STRIDE = 10;

/**
 * Where in a plot a panel covers no curve, as far from all of them as can be.
 *
 * @param inside - The plot.
 * @param size - Of the panel, with the margin that it should keep.
 * @returns The panel's upper left corner and the distance to the nearest curve above or below it: below
 *   zero if the panel must cover a part of a curve.
 */
export function emptiestRoom(
  inside: Room,
  size: { readonly width: number; readonly height: number },
  tracks: readonly Track[],
): { readonly left: number; readonly top: number; readonly clearance: number } {
  const columns = tracks.map((track) => columnRanges(track, inside));
  let best = { left: inside.left, top: inside.top, clearance: Number.NEGATIVE_INFINITY };
  for (let left = 0; left + size.width <= inside.width; left += STRIDE) {
    const taken = columns.flatMap((ranges) => ranges.slice(left, left + Math.ceil(size.width)));
    for (let top = 0; top + size.height <= inside.height; top += STRIDE) {
      const y = inside.top + top;
      let clearance = Math.min(top, inside.height - top - size.height);
      for (const range of taken) {
        if (range === undefined) continue;
        // Above the panel or below it; where neither, how deep inside.
        clearance = Math.min(clearance, Math.max(y - range.high, range.low - y - size.height));
        if (clearance <= best.clearance) break;
      }
      if (clearance > best.clearance) best = { left: inside.left + left, top: y, clearance };
    }
  }
  return best;
}

/** What a line covers in each pixel column: of its points, and of the segments that cross the column. */
function columnRanges({ x, y }: Track, inside: Room): ({ low: number; high: number } | undefined)[] {
  const ranges = new Array<{ low: number; high: number } | undefined>(Math.ceil(inside.width) + 1).fill(
    undefined,
  );
  const cover = (column: number, value: number) => {
    if (column < 0 || column >= ranges.length) return;
    const range = ranges[column];
    if (range === undefined) ranges[column] = { low: value, high: value };
    else {
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    }
  };
  for (let i = 0; i < x.length; i++) {
    const [px, py] = [x[i] as number, y[i] as number];
    const [qx, qy] = i + 1 < x.length ? [x[i + 1] as number, y[i + 1] as number] : [px, py];
    cover(Math.floor(px - inside.left), py);
    for (let column = Math.floor(px - inside.left) + 1; column + inside.left <= qx; column++) {
      cover(column, py + ((qy - py) * (column + inside.left - px)) / (qx - px));
    }
  }
  return ranges;
}
