import type { Series } from '../../nodes/plot-curve';

/** The first recorded step from which on a loss stays below a value; the last one if it never does. */
export function firstBelow({ steps, values }: Series, value: number): number {
  let at = values.length - 1;
  while (at > 0 && (values[at - 1] ?? Infinity) < value) at--;
  return steps[at] ?? 0;
}

/** A loss is still high while it is at least this part of its worst. */
const HIGH = 0.25;

/** The last recorded step at which a loss is still high. */
export function lastHigh({ steps, values }: Series): number {
  const worst = Math.max(...Array.from(values));
  let at = values.length - 1;
  while (at > 0 && (values[at] ?? 0) < HIGH * worst) at--;
  return steps[at] ?? 0;
}
