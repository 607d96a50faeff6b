import { type Point, TURN } from './clock-geometry';

/** A number line that is being wound up on a wheel: how much of it lies on the wheel, and how large that is. */
export interface Winding {
  /** So many numbers fit once round the wheel. */
  readonly period: number;
  /** How many units of the line are on the wheel; the rest leaves it at its lowest point, to the right. */
  readonly wound: number;
  /** Pixels from the wheel's centre to the number 0. */
  readonly radius: number;
  /** How much farther out each turn lies than the one below it, in pixels. */
  readonly pitch: number;
}

/** A place on the line, and the direction away from the wheel there. */
export interface Mark {
  readonly at: Point;
  /** Of unit length; labels stand on this side. */
  readonly outward: Point;
}

/** Pixels from one number to the next on the straight line: as far as on the wheel's rim. */
export function unitLength({ period, radius }: Pick<Winding, 'period' | 'radius'>): number {
  return (TURN * radius) / period;
}

/** The angle at which number n stands on the wheel, in radians counter-clockwise from three o'clock. */
export function woundAngle({ period, wound }: Pick<Winding, 'period' | 'wound'>, n: number): number {
  return -TURN / 4 + ((n - wound) * TURN) / period;
}

/** How much must be wound, at least `least`, for the number 0 to stand at three o'clock. */
export function woundToStart(period: number, least: number): number {
  const turns = Math.ceil(least / period - 0.75);
  return (turns + 0.75) * period;
}

/** Where number n stands; the wheel's centre is the origin, y points down. */
export function numberAt(winding: Winding, n: number): Mark {
  const { period, wound, radius, pitch } = winding;
  if (n > wound) {
    const down = radius + (pitch * wound) / period;
    return { at: [(n - wound) * unitLength(winding), down], outward: [0, 1] };
  }
  const angle = woundAngle(winding, n);
  const outward: Point = [Math.cos(angle), -Math.sin(angle)];
  const reach = radius + (pitch * n) / period;
  return { at: [reach * outward[0], reach * outward[1]], outward };
}

/** The corners of the line from number `from` to number `to`, close enough to look round. */
export function linePoints(winding: Winding, from: number, to: number): Point[] {
  if (to <= from) return [];
  const { period, wound } = winding;
  const bend = Math.min(to, Math.max(from, wound));
  // A straight part needs its ends alone; the round part a corner every three degrees.
  const pieces = Math.ceil(((bend - from) / period) * 120);
  const round = Array.from(
    { length: pieces + 1 },
    (_, i) => numberAt(winding, from + ((bend - from) * i) / Math.max(1, pieces)).at,
  );
  return bend < to ? [...round, numberAt(winding, to).at] : round;
}
