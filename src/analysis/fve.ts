import { InputError } from '../errors';
import type { Numbers } from './dft';

/** The mean of the values; 0 for none. */
export function mean(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return values.length === 0 ? 0 : sum / values.length;
}

/** The sum of squares. */
export function power(values: Numbers): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] as number) ** 2;
  return sum;
}

/** The sum of squares about the mean: what "variance" counts in every fraction of variance explained. */
export function centredPower(values: Numbers): number {
  const centre = mean(values);
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += ((values[i] as number) - centre) ** 2;
  return sum;
}

/**
 * The fraction of variance explained: 1 − ‖signal − model‖² / ‖signal − mean‖².
 *
 * 1 is a perfect model, 0 no better than the mean, below 0 worse. The same number is the R² of a regression.
 * A constant signal has nothing to explain: 1 when the model equals it, else −∞.
 * Throws {@link InputError} when the lengths differ.
 */
export function fractionOfVarianceExplained(signal: Numbers, model: Numbers): number {
  if (signal.length !== model.length) {
    throw new InputError(
      `A signal of ${signal.length} numbers cannot be compared with a model of ${model.length}.`,
    );
  }
  let residual = 0;
  for (let i = 0; i < signal.length; i++) residual += ((signal[i] as number) - (model[i] as number)) ** 2;
  return explainedFraction(residual, centredPower(signal));
}

/** 1 − residual/total with the limits of {@link fractionOfVarianceExplained} for a constant signal. */
export function explainedFraction(residual: number, total: number): number {
  if (total > 0) return 1 - residual / total;
  return residual === 0 ? 1 : Number.NEGATIVE_INFINITY;
}
