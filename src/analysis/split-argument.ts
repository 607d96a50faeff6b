import { InputError } from '../errors';

/** A split of the published runs, as `split=` names it. */
export interface SplitArgument {
  readonly seed: number;
  readonly fraction: number;
}

/** Reads `python:<seed>:<fraction>`. Throws {@link InputError} saying the form. */
export function parseSplitArgument(text: string): SplitArgument {
  const [kind, seed, fraction, ...rest] = text.split(':');
  const parsed = { seed: Number(seed), fraction: Number(fraction) };
  const whole = Number.isSafeInteger(parsed.seed) && parsed.seed >= 0 && seed !== '';
  if (kind !== 'python' || rest.length > 0 || !whole || !(parsed.fraction > 0 && parsed.fraction < 1)) {
    throw new InputError(
      `split=${text} is not of the form python:<seed>:<fraction>, such as split=python:0:0.3 (Python's random.shuffle of all pairs).`,
    );
  }
  return parsed;
}
