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
