import { onDial, type Point, TURN } from './clock-geometry';

/**
 * Where value n of a wave lies when the wave is wound round the origin: at the angle 2π·turns·n/p, counter-clockwise
 * from three o'clock, as far out as the value is large; a negative value lies on the other side. In units of the
 * value, y pointing down. A fraction of n lies on the line between its neighbours.
 *
 * @param turns - How often the wave is wound while n runs over its p values; need not be whole.
 */
export function windingPoint(values: ArrayLike<number>, turns: number, n: number): Point {
  const p = values.length;
  const at = (i: number): Point => onDial((TURN * turns * i) / p, values[i] ?? 0);
  const left = Math.min(Math.max(0, Math.floor(n)), Math.max(0, p - 1));
  const [x, y] = at(left);
  const part = n - left;
  if (part <= 0 || left + 1 >= p) return [x, y];
  const [toX, toY] = at(left + 1);
  return [x + part * (toX - x), y + part * (toY - y)];
}

/**
 * The mean of all points of a wound wave.
 *
 * For a whole number of turns k ≥ 1 it is coefficient k of the discrete Fourier transform over p, mirrored: its
 * distance from the origin is half the amplitude of the wave's part of frequency k (below p/2).
 */
export function centreOfMass(values: ArrayLike<number>, turns: number): Point {
  const p = values.length;
  let [x, y] = [0, 0];
  for (let n = 0; n < p; n++) {
    const [px, py] = windingPoint(values, turns, n);
    x += px / p;
    y += py / p;
  }
  return [x, y];
}
