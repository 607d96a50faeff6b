import type { Series } from '../../nodes/plot-curve';
import { PlotAxis } from '../../nodes/plot-frame';

/** Below this a loss counts as nothing. */
const LEAST = 1e-12;

/** The axis of the recorded steps. */
export function stepAxis(steps: readonly number[]): PlotAxis {
  const last = steps.at(-1) ?? 1;
  return new PlotAxis({ linear: [0, last], log: [1, last] });
}

/** A logarithmic axis that holds all values of some losses. */
export function lossAxis(losses: readonly Series[]): PlotAxis {
  let [low, high] = [Number.POSITIVE_INFINITY, LEAST];
  for (const { values } of losses) {
    for (let i = 0; i < values.length; i++) {
      const value = Math.max(LEAST, values[i] ?? LEAST);
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  const top = 10 ** Math.ceil(Math.log10(high));
  return new PlotAxis({ linear: [0, high], log: [low / 2, top] }, 1);
}

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
