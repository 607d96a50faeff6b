import type { Band } from './band';

/**
 * Marks the samples of a band that lie inside a triangle and on which it is nearer than what was there.
 *
 * A sample on the edge between two triangles belongs to exactly one of them.
 *
 * @param seen - x, y and nearness of points. @param a - Where the corners' numbers begin, likewise `b` and `c`.
 */
export function markTriangle(
  band: Band,
  seen: Float32Array,
  a: number,
  b: number,
  c: number,
  part: number,
): void {
  // From top to bottom, so that an edge is walked the same way by both of its triangles.
  let top = a;
  let middle = b;
  let bottom = c;
  let y0 = seen[top + 1] as number;
  let y1 = seen[middle + 1] as number;
  let y2 = seen[bottom + 1] as number;
  if (y1 < y0) {
    [top, middle] = [middle, top];
    [y0, y1] = [y1, y0];
  }
  if (y2 < y0) {
    [top, bottom] = [bottom, top];
    [y0, y2] = [y2, y0];
  }
  if (y2 < y1) {
    [middle, bottom] = [bottom, middle];
    [y1, y2] = [y2, y1];
  }
  const first = y0 > band.top ? (y0 + 0.5) | 0 : band.top;
  const end = y2 < band.bottom ? (y2 + 0.5) | 0 : band.bottom;
  if (first >= end) return;
  const x0 = seen[top] as number;
  const x1 = seen[middle] as number;
  const x2 = seen[bottom] as number;
  const n0 = seen[top + 2] as number;
  const n1 = seen[middle + 2] as number;
  const n2 = seen[bottom + 2] as number;
  const twice = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0);
  if (twice === 0 || n0 === 0 || n1 === 0 || n2 === 0) return;
  const right = ((n1 - n0) * (y2 - y0) - (n2 - n0) * (y1 - y0)) / twice;
  const down = ((n2 - n0) * (x1 - x0) - (n1 - n0) * (x2 - x0)) / twice;
  // Where the middle corner is to the right of the long edge, that one is walked on the left.
  const long = (x2 - x0) / (y2 - y0);
  const turn = y1 < end ? (y1 > first ? (y1 + 0.5) | 0 : first) : end;
  const [upper, lower] = [(x1 - x0) / (y1 - y0), (x2 - x1) / (y2 - y1)];
  const near = n0 - x0 * right - y0 * down;
  if (twice > 0) {
    markRows(band, first, turn, x0 - y0 * long, long, x0 - y0 * upper, upper, near, right, down, part);
    markRows(band, turn, end, x0 - y0 * long, long, x1 - y1 * lower, lower, near, right, down, part);
  } else {
    markRows(band, first, turn, x0 - y0 * upper, upper, x0 - y0 * long, long, near, right, down, part);
    markRows(band, turn, end, x1 - y1 * lower, lower, x0 - y0 * long, long, near, right, down, part);
  }
}

/** Marks rows between two edges. */
function markRows(
  { nearness, parts, width, top }: Band,
  first: number,
  end: number,
  leftAt: number,
  left: number,
  rightAt: number,
  right: number,
  nearAt: number,
  across: number,
  down: number,
  part: number,
): void {
  for (let row = first; row < end; row++) {
    const y = row + 0.5;
    const low = leftAt + y * left;
    const high = rightAt + y * right;
    const from = low > 0 ? (low + 0.5) | 0 : 0;
    const to = high < width ? (high + 0.5) | 0 : width;
    if (from >= to) continue;
    const line = (row - top) * width;
    let near = nearAt + (from + 0.5) * across + y * down;
    for (let i = line + from; i < line + to; i++) {
      if (near > (nearness[i] as number)) {
        nearness[i] = near;
        parts[i] = part;
      }
      near += across;
    }
  }
}
