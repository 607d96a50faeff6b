import type { Point } from './clock-geometry';

/** How a wave over the indices 0 … count−1 lies on the canvas: centred, index to the right, value up. */
export interface WaveFrame {
  readonly count: number;
  /** Pixels from the first index to the last. */
  readonly width: number;
  /** Pixels per unit of value. */
  readonly unit: number;
}

/** The horizontal place of an index, which may be a fraction. */
export function indexToX({ count, width }: WaveFrame, index: number): number {
  return count > 1 ? (index / (count - 1) - 0.5) * width : 0;
}

/** The value at an index that may be a fraction: straight between neighbours, the end values beyond the ends. */
export function valueAt(values: ArrayLike<number>, index: number): number {
  const last = values.length - 1;
  const at = Math.min(last, Math.max(0, index));
  const left = Math.min(Math.floor(at), Math.max(0, last - 1));
  const from = values[left] ?? 0;
  const to = values[left + 1] ?? from;
  return from + (to - from) * (at - left);
}

/** The place of the wave at an index, which may be a fraction. */
export function wavePoint(frame: WaveFrame, values: ArrayLike<number>, index: number): Point {
  return [indexToX(frame, index), -frame.unit * valueAt(values, index)];
}

/** The corners of the wave between two indices, both ends cut exactly; nothing if `to` does not exceed `from`. */
export function wavePoints(frame: WaveFrame, values: ArrayLike<number>, from: number, to: number): Point[] {
  const start = Math.max(0, from);
  const end = Math.min(frame.count - 1, to);
  if (end <= start) return [];
  const points: Point[] = [wavePoint(frame, values, start)];
  for (let n = Math.floor(start) + 1; n < end; n++) points.push(wavePoint(frame, values, n));
  points.push(wavePoint(frame, values, end));
  return points;
}

/** The sum of several waves, each times its own weight. */
export function mixWaves(
  waves: readonly ArrayLike<number>[],
  weights: readonly number[],
  count: number,
): Float64Array {
  const sum = new Float64Array(count);
  for (const [i, wave] of waves.entries()) {
    const weight = weights[i] ?? 0;
    if (weight === 0) continue;
    for (let n = 0; n < count; n++) sum[n] = (sum[n] as number) + weight * (wave[n] ?? 0);
  }
  return sum;
}
