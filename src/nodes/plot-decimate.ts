/**
 * Which points of a curve have to be drawn: of each pixel column the first, the lowest, the highest and
 * the last. A line through them covers the same pixels as a line through all (M4, Jugel et al. 2014).
 *
 * @param x - Horizontal places in pixels, ascending.
 * @param y - Vertical places in pixels, one for each x.
 * @returns The points' indices, ascending, without repetition.
 */
export function decimate(x: ArrayLike<number>, y: ArrayLike<number>): Int32Array {
  const kept: number[] = [];
  let start = 0;
  while (start < x.length) {
    const column = Math.floor(x[start] as number);
    let [low, high, end] = [start, start, start];
    while (end + 1 < x.length && Math.floor(x[end + 1] as number) === column) {
      end++;
      if ((y[end] as number) < (y[low] as number)) low = end;
      if ((y[end] as number) > (y[high] as number)) high = end;
    }
    for (const index of [start, Math.min(low, high), Math.max(low, high), end]) {
      if (kept.at(-1) !== index) kept.push(index);
    }
    start = end + 1;
  }
  return Int32Array.from(kept);
}

/** The last index whose value is not above `limit` in an ascending list; −1 if there is none. */
export function lastAtOrBelow(values: ArrayLike<number>, limit: number): number {
  let low = -1;
  let high = values.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((values[middle] as number) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
