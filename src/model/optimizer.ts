import type { OptimizerOptions } from './backend';
import {
  copyWeights,
  type FloatArray,
  sumOfSquares,
  WEIGHT_NAMES,
  type WeightName,
  type Weights,
} from './weights';

/** What an update changes in place. In float32 it is the state that a training records; in float64 a reference. */
export interface OptimizerState<A extends FloatArray = FloatArray> {
  /** The number of updates made so far. */
  step: number;
  readonly weights: Weights<A>;
  readonly mean: Weights<A>;
  readonly square: Weights<A>;
  /** Grokfast's moving average of the gradient; needed where it is on. */
  readonly slow: Weights<A>;
  /** Grokfast-MA's latest gradients: that of update n stands at (n − 1) mod the window's length. */
  readonly window: Weights<A>[];
}

/** How many gradients Grokfast-MA averages: 0 where it is off. */
export function windowLength({ grokfast, grokfastWindow }: OptimizerOptions): number {
  return grokfast === 0 ? 0 : grokfastWindow;
}

/**
 * One update: what filters the gradient, AdamW (Loshchilov and Hutter 2019), and what holds the weights' norm. Every
 * number is computed in float64 and rounded to what the arrays hold.
 *
 * @param gradients - of loss and penalty at the state's weights; changed by the filters.
 */
export function update<A extends FloatArray>(
  state: OptimizerState<A>,
  gradients: Weights<A>,
  options: OptimizerOptions,
  learningRate: number,
): void {
  state.step++;
  if (windowLength(options) > 0) addWindowMean(state, gradients, options);
  else if (options.grokfast !== 0) addMovingAverage(state, gradients, options);
  for (const name of WEIGHT_NAMES) {
    if (options.orthogonalGradient) orthogonalize(state.weights[name], gradients[name]);
    adamw(state, name, gradients[name], options, learningRate);
  }
  if (options.weightNorm !== 0) rescale(state.weights, options.weightNorm);
}

function adamw(
  { step, weights, mean, square }: OptimizerState,
  name: WeightName,
  gradient: FloatArray,
  { beta1, beta2, epsilon, weightDecay }: OptimizerOptions,
  learningRate: number,
): void {
  const [w, m, v] = [weights[name], mean[name], square[name]];
  const keep = 1 - learningRate * weightDecay;
  const rate = learningRate / (1 - beta1 ** step);
  const rootScale = 1 / Math.sqrt(1 - beta2 ** step);
  for (let i = 0; i < w.length; i++) {
    const g = gradient[i] as number;
    const newMean = beta1 * (m[i] as number) + (1 - beta1) * g;
    const newSquare = beta2 * (v[i] as number) + (1 - beta2) * g * g;
    m[i] = newMean;
    v[i] = newSquare;
    w[i] = keep * (w[i] as number) - (rate * newMean) / (Math.sqrt(newSquare) * rootScale + epsilon);
  }
}

/** Grokfast-EMA (Lee et al. 2024, arXiv 2405.20233): slow ← α·slow + (1 − α)·g; g ← g + λ·slow. */
function addMovingAverage(
  { slow }: OptimizerState,
  gradients: Weights,
  { grokfast, grokfastAlpha }: OptimizerOptions,
): void {
  for (const name of WEIGHT_NAMES) {
    const [average, gradient] = [slow[name], gradients[name]];
    for (let i = 0; i < gradient.length; i++) {
      const g = gradient[i] as number;
      const next = grokfastAlpha * (average[i] as number) + (1 - grokfastAlpha) * g;
      average[i] = next;
      gradient[i] = g + grokfast * next;
    }
  }
}

/** Grokfast-MA: once the window is full, λ times the mean of its gradients is added. */
function addWindowMean<A extends FloatArray>(
  { step, window }: OptimizerState<A>,
  gradients: Weights<A>,
  { grokfast, grokfastWindow }: OptimizerOptions,
): void {
  const slot = (step - 1) % grokfastWindow;
  window[slot] = copyWeights(gradients);
  if (step < grokfastWindow) return;
  for (const name of WEIGHT_NAMES) {
    const gradient = gradients[name];
    for (let i = 0; i < gradient.length; i++) {
      let sum = 0;
      for (const past of window) sum += past[name][i] as number;
      gradient[i] = (gradient[i] as number) + (grokfast / grokfastWindow) * sum;
    }
  }
}

/**
 * ⊥Grad (Prieto et al. 2025, arXiv 2501.04697): takes the part along the weight out of its gradient, and gives what is
 * left the length that the gradient had.
 */
function orthogonalize(weight: FloatArray, gradient: FloatArray): void {
  const [ww, gg] = [sumOfSquares(weight), sumOfSquares(gradient)];
  let wg = 0;
  for (let i = 0; i < weight.length; i++) wg += (weight[i] as number) * (gradient[i] as number);
  if (ww === 0) return;
  const along = wg / ww;
  const left = gg - along * wg;
  if (!(left > 0)) return;
  const length = Math.sqrt(gg / left);
  for (let i = 0; i < gradient.length; i++)
    gradient[i] = length * ((gradient[i] as number) - along * (weight[i] as number));
}

/** Scales all weights together to a Euclidean norm: Omnigrok's constant norm (arXiv 2210.01117). */
function rescale(weights: Weights, norm: number): void {
  const square = WEIGHT_NAMES.reduce((sum, name) => sum + sumOfSquares(weights[name]), 0);
  if (square === 0) return;
  const factor = norm / Math.sqrt(square);
  for (const name of WEIGHT_NAMES) {
    const values = weights[name];
    for (let i = 0; i < values.length; i++) values[i] = factor * (values[i] as number);
  }
}
