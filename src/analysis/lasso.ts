import { InputError } from '../errors';
import type { Numbers } from './dft';
import { explainedFraction, mean } from './fve';

/** A linear model: prediction = intercept + Σ weight·feature. */
export interface LinearModel {
  /** One weight per feature; a Lasso leaves most at exactly zero. */
  readonly weights: Float64Array;
  readonly intercept: number;
}

/** A fitted Lasso with what it achieves on the data it was fitted to. */
export interface LassoFit extends LinearModel {
  readonly alpha: number;
  /** The fraction of variance explained. */
  readonly r2: number;
  /** How many weights are not zero. */
  readonly active: number;
}

/** Centred features and targets reduced to their inner products: all that coordinate descent needs. */
export interface LassoProblem {
  readonly samples: number;
  readonly features: number;
  /** XᵀX/n [features, features] and Xᵀy/n [features] of the centred data, and yᵀy/n. */
  readonly gram: Float64Array;
  readonly correlation: Float64Array;
  readonly targetPower: number;
  readonly featureMeans: Float64Array;
  readonly targetMean: number;
}

/**
 * Prepares a regression of `target` [n] on `data` [n, features].
 *
 * Throws {@link InputError} when the shapes do not agree.
 */
export function lassoProblem(data: Numbers, target: Numbers): LassoProblem {
  const n = target.length;
  if (n === 0 || data.length % n !== 0) {
    throw new InputError(`${data.length} numbers are not ${n} samples of equal width.`);
  }
  const d = data.length / n;
  const featureMeans = new Float64Array(d);
  for (let i = 0; i < data.length; i++) {
    featureMeans[i % d] = (featureMeans[i % d] as number) + (data[i] as number) / n;
  }
  const targetMean = mean(target);
  const gram = new Float64Array(d * d);
  const correlation = new Float64Array(d);
  let targetPower = 0;
  const row = new Float64Array(d);
  for (let s = 0; s < n; s++) {
    const y = (target[s] as number) - targetMean;
    targetPower += (y * y) / n;
    for (let i = 0; i < d; i++) row[i] = (data[s * d + i] as number) - (featureMeans[i] as number);
    for (let i = 0; i < d; i++) {
      const value = (row[i] as number) / n;
      correlation[i] = (correlation[i] as number) + value * y;
      for (let j = 0; j < d; j++) {
        gram[i * d + j] = (gram[i * d + j] as number) + value * (row[j] as number);
      }
    }
  }
  return { samples: n, features: d, gram, correlation, targetPower, featureMeans, targetMean };
}

/** The smallest alpha at which every weight is zero: the largest |Xᵀy|/n of the centred data. */
export function largestAlpha(problem: LassoProblem): number {
  return problem.correlation.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/**
 * Minimises ‖y − Xw − b‖²/(2n) + α‖w‖₁ by cyclic coordinate descent (Friedman et al. 2007); the objective,
 * with an unpenalised intercept, is that of scikit-learn's `Lasso`.
 *
 * @param start weights to start from, such as those of a neighbouring alpha.
 * @param tolerance stops when no weight of a full sweep moves its prediction by more than this fraction of the
 *   target's standard deviation.
 */
export function fitLasso(
  problem: LassoProblem,
  alpha: number,
  start?: Float64Array,
  tolerance = 1e-9,
  maxSweeps = 20_000,
): LassoFit {
  const { gram, correlation, features: d } = problem;
  const weights = start ? start.slice() : new Float64Array(d);
  // gradient[i] = Xᵀ(y − Xw)/n, kept up to date as single weights change.
  const gradient = correlation.slice();
  for (let j = 0; j < d; j++) if (weights[j] !== 0) shift(gradient, gram, j, weights[j] as number);
  const enough = tolerance * Math.sqrt(problem.targetPower);
  for (let sweep = 0; sweep < maxSweeps; sweep++) {
    let largestMove = 0;
    for (let j = 0; j < d; j++) {
      const curvature = gram[j * d + j] as number;
      if (curvature === 0) continue;
      const old = weights[j] as number;
      const next = softThreshold((gradient[j] as number) + curvature * old, alpha) / curvature;
      if (next === old) continue;
      weights[j] = next;
      shift(gradient, gram, j, next - old);
      largestMove = Math.max(largestMove, Math.abs(next - old) * Math.sqrt(curvature));
    }
    if (largestMove <= enough) break;
  }
  return { ...describe(problem, weights, gradient), alpha };
}

/** The fit for each alpha, largest first, each started from its neighbour: a regularisation path. */
export function* lassoPath(problem: LassoProblem, alphas: readonly number[]): Generator<LassoFit> {
  let start: Float64Array | undefined;
  for (const alpha of alphas) {
    const fit = fitLasso(problem, alpha, start);
    start = fit.weights;
    yield fit;
  }
}

/** The predictions [n] of a linear model for data [n, features]. */
export function predict({ weights, intercept }: LinearModel, data: Numbers): Float64Array {
  const d = weights.length;
  const out = new Float64Array(data.length / d);
  for (let s = 0; s < out.length; s++) {
    let sum = intercept;
    for (let i = 0; i < d; i++) sum += (weights[i] as number) * (data[s * d + i] as number);
    out[s] = sum;
  }
  return out;
}

function softThreshold(value: number, alpha: number): number {
  if (value > alpha) return value - alpha;
  if (value < -alpha) return value + alpha;
  return 0;
}

function shift(gradient: Float64Array, gram: Float64Array, j: number, change: number): void {
  const d = gradient.length;
  for (let i = 0; i < d; i++) {
    gradient[i] = (gradient[i] as number) - change * (gram[j * d + i] as number);
  }
}

function describe(problem: LassoProblem, weights: Float64Array, gradient: Float64Array) {
  let intercept = problem.targetMean;
  let residual = problem.targetPower;
  let active = 0;
  weights.forEach((w, i) => {
    if (w === 0) return;
    active++;
    intercept -= w * (problem.featureMeans[i] as number);
    // ‖y − Xw‖² = yᵀy − wᵀXᵀy − wᵀXᵀ(y − Xw).
    residual -= w * ((problem.correlation[i] as number) + (gradient[i] as number));
  });
  return { weights, intercept, active, r2: explainedFraction(residual, problem.targetPower) };
}
