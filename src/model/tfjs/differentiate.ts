import type { Architecture } from '../architecture';
import { mapWeights, type Weights, weightShapes } from '../weights';
import { backward } from './backward';
import { forward, type Tf, type Tokens, type WeightTensors } from './forward';

/** The logits of `pairs` (`x * size + y`) with some weights, [pairs, dVocabOut]. Leaves no tensor behind. */
export function computeLogits(
  tf: Tf,
  a: Architecture,
  weights: Weights<Float32Array>,
  pairs: Int32Array,
): Float32Array {
  let logits: Float32Array = new Float32Array();
  tf.tidy(() => {
    const trace = forward(tf, a, weightTensors(tf, a, weights), tokensOf(tf, a, pairs));
    logits = trace.logits.dataSync<'float32'>();
  });
  return logits;
}

/**
 * The logits of `pairs` and the gradient of a loss by every weight. How the loss changes with the logits is for the
 * caller to say: float32 is not good enough for that. Leaves no tensor behind.
 *
 * @param dLogits - from logits to the loss's derivative by each of them, both [pairs, dVocabOut].
 */
export function differentiate(
  tf: Tf,
  a: Architecture,
  weights: Weights<Float32Array>,
  pairs: Int32Array,
  dLogits: (logits: Float32Array) => Float32Array,
): { logits: Float32Array; gradients: Weights<Float32Array> } {
  let logits: Float32Array = new Float32Array();
  let gradients = weights;
  tf.tidy(() => {
    const w = weightTensors(tf, a, weights);
    const trace = forward(tf, a, w, tokensOf(tf, a, pairs));
    logits = trace.logits.dataSync<'float32'>();
    const found = backward(tf, a, w, trace, tf.tensor(dLogits(logits), trace.logits.shape));
    gradients = mapWeights((name) => found[name].dataSync<'float32'>());
  });
  return { logits, gradients };
}

function weightTensors(tf: Tf, a: Architecture, weights: Weights<Float32Array>): WeightTensors {
  const shapes = weightShapes(a);
  const entries = Object.entries(shapes) as [keyof typeof shapes, { shape: number[] }][];
  return Object.fromEntries(
    entries.map(([name, { shape }]) => [name, tf.tensor(weights[name], shape)]),
  ) as WeightTensors;
}

function tokensOf(tf: Tf, { dVocab }: Architecture, pairs: Int32Array): Tokens {
  const size = dVocab - 1;
  const tokens = (of: (pair: number) => number) => tf.tensor1d(pairs.map(of), 'int32');
  return [tokens((pair) => Math.floor(pair / size)), tokens((pair) => pair % size)];
}
