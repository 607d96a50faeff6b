import { TURN } from '../../nodes/clock-geometry';
import { decimal } from '../../nodes/number-format';

/** An angle in radians as degrees with one decimal. */
export function degrees(angle: number): string {
  return `${decimal((angle * 360) / TURN, 1)}°`;
}

/** A fraction as a percentage with one decimal. */
export function percent(fraction: number): string {
  return `${decimal(100 * fraction, 1)} %`;
}

/** `one clock`, `3 clocks`. */
export function counted(count: number, noun: string): string {
  return count === 1 ? `one ${noun}` : `${count} ${noun}s`;
}
