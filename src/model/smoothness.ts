import type { Architecture } from './architecture';
import type { FloatArray } from './weights';

/**
 * How rough the embedding is: the mean over neighbouring tokens and dimensions of (E[v+1] − E[v])², with "=" as the
 * neighbour of the last element, plus the mean over dimensions of (E[0] − E["="])². Adding it to the loss favours
 * embeddings that turn slowly: low frequencies.
 */
export function smoothnessPenalty({ dVocab, dModel }: Architecture, embed: FloatArray): number {
  let along = 0;
  let across = 0;
  for (let d = 0; d < dModel; d++) {
    const at = (token: number) => embed[token * dModel + d] as number;
    for (let token = 0; token + 1 < dVocab; token++) along += (at(token + 1) - at(token)) ** 2;
    across += (at(0) - at(dVocab - 1)) ** 2;
  }
  return along / ((dVocab - 1) * dModel) + across / dModel;
}

/** Adds `weight` times the gradient of the penalty to the embedding's gradient, in place. */
export function addSmoothnessGradient(
  { dVocab, dModel }: Architecture,
  embed: FloatArray,
  gradient: FloatArray,
  weight: number,
): void {
  const pull = (token: number, next: number, factor: number) => {
    for (let d = 0; d < dModel; d++) {
      const [a, b] = [token * dModel + d, next * dModel + d];
      const force = factor * ((embed[b] as number) - (embed[a] as number));
      gradient[b] = (gradient[b] as number) + force;
      gradient[a] = (gradient[a] as number) - force;
    }
  };
  for (let token = 0; token + 1 < dVocab; token++)
    pull(token, token + 1, (2 * weight) / ((dVocab - 1) * dModel));
  pull(dVocab - 1, 0, (2 * weight) / dModel);
}
