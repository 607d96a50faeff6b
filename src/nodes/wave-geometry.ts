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

/** The residues that an axis of 0 … p−1 names: round steps, and p−1 itself where it does not crowd the last. */
export function residueTicks(p: number, most = 8): number[] {
  const last = p - 1;
  const steps = [1, 2, 5].flatMap((base) => [base, base * 10, base * 100, base * 1000]).sort((a, b) => a - b);
  const step = steps.find((candidate) => last / candidate <= most) ?? last;
  const ticks: number[] = [];
  for (let n = 0; n <= last; n += step) ticks.push(n);
  const final = ticks.at(-1) ?? 0;
  if (final === last) return ticks;
  if (last - final < 0.6 * step) ticks.pop();
  return [...ticks, last];
}

/** The residues that a clock face of p names: round steps, without the last one where it would crowd the 0. */
export function dialTicks(p: number, most = 8): number[] {
  const ticks = residueTicks(p, most).filter((n) => n !== p - 1);
  const step = ticks[1] ?? p;
  return ticks.filter((n) => n === 0 || p - n >= 0.6 * step);
}

/** Round values between two limits, evenly spaced by 1, 2 or 5 times a power of ten: at most `most` steps apart. */
export function roundTicks(low: number, high: number, most = 6): number[] {
  const rough = (high - low) / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9)) ?? 10) * power;
  const ticks: number[] = [];
  for (let n = Math.ceil(low / step - 1e-9); n * step <= high + 1e-9 * step; n++) ticks.push(n * step + 0);
  return ticks;
}
