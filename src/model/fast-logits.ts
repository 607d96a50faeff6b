import type { Backend } from './backend';
import { everyPair } from './forward';
import type { Task } from './task';
import { mapWeights, type Weights } from './weights';

/** Logits of all pairs of the table by a backend, for measures over many steps: float32, but quick. */
export function fastLogits(backend: Backend, task: Task): (weights: Weights) => Promise<Float32Array> {
  const pairs = everyPair(task);
  return async (weights) => {
    const narrow = mapWeights((name) => Float32Array.from(weights[name]));
    await backend.load({ step: 0, weights: narrow, mean: narrow, square: narrow });
    return backend.logits(pairs);
  };
}
