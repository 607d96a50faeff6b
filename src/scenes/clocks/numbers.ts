import { TURN } from '../../nodes/clock-geometry';

/** A number with a fixed count of decimals and a real minus sign; what rounds to zero has no sign. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

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
