/**
 * The plane geometry of clock faces. Angles are in radians, counter-clockwise from three o'clock, as (cos, sin)
 * draws them; positions are in pixels of the canvas, whose y points down.
 */

/** A position on the canvas. */
export type Point = [x: number, y: number];

/** A full turn. */
export const TURN = 2 * Math.PI;

/** The position at an angle and a distance from the clock's centre. */
export function onDial(angle: number, distance: number): Point {
  return [distance * Math.cos(angle), -distance * Math.sin(angle)];
}

/** The same direction as an angle in [0, 2π). */
export function withinTurn(angle: number): number {
  const rest = angle % TURN;
  return rest < 0 ? rest + TURN : rest;
}

/** How often an angle has passed the full turn: 1 for 424°, 0 for 64°, −1 for −10°. */
export function fullTurns(angle: number): number {
  return Math.floor(angle / TURN);
}

/** The turn by which `to` differs from `from`, in (−π, π]: how far two hands are apart. */
export function angleBetween(from: number, to: number): number {
  const apart = withinTurn(to - from);
  return apart > Math.PI ? apart - TURN : apart;
}

/** The measured points of a dial: point n stands at (cos[n], sin[n]), in units of the clock's radius. */
export interface Dial {
  readonly cos: ArrayLike<number>;
  readonly sin: ArrayLike<number>;
}

/** The dial of an ideal clock of `count` hours whose hand turns `k` times while the hours are counted once. */
export function idealDial(count: number, k = 1): Dial {
  const angle = (n: number) => (TURN * ((k * n) % count)) / count;
  return {
    cos: Float64Array.from({ length: count }, (_, n) => Math.cos(angle(n))),
    sin: Float64Array.from({ length: count }, (_, n) => Math.sin(angle(n))),
  };
}

/** The direction of point n of a dial, in [0, 2π). */
export function dialAngle({ cos, sin }: Dial, n: number): number {
  return withinTurn(Math.atan2(sin[n] ?? 0, cos[n] ?? 0));
}

/** The distance of a dial's farthest point from the centre, in units of the radius. */
export function dialExtent({ cos, sin }: Dial): number {
  let most = 0;
  for (let n = 0; n < cos.length; n++) most = Math.max(most, Math.hypot(cos[n] ?? 0, sin[n] ?? 0));
  return most;
}

/**
 * The points along an arc that winds outwards by `pitch` pixels each turn, so that what passes the full turn
 * does not cover its own beginning.
 *
 * @param step - The largest angle between neighbours.
 */
export function spiral(from: number, sweep: number, radius: number, pitch: number, step = 0.035): Point[] {
  const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / step));
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const turned = (sweep * i) / pieces;
    return onDial(from + turned, radius + (pitch * Math.abs(turned)) / TURN);
  });
}
