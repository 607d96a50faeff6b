import type { Dft, Numbers } from './dft';
import { cosRow, highestFrequency, sinRow } from './fourier-basis';
import { symmetricEigen } from './symmetric-eigen';

/** How many principal components of the embedding are looked at, as in the paper. */
const COMPONENTS = 4;

/**
 * The circularity of Zhong et al. 2023 (arXiv 2306.17844, appendix): for each of the first four principal components
 * of the embedding, the largest share of its power that one frequency holds; their mean. 1 when each is one wave.
 *
 * @param embedding shape [rows ≥ p, dModel]; rows from p on are left out.
 */
export function circularity(embedding: Numbers, dModel: number, dft: Dft): number {
  const { p } = dft;
  const centred = new Float64Array(p * dModel);
  for (let d = 0; d < dModel; d++) {
    let sum = 0;
    for (let n = 0; n < p; n++) sum += embedding[n * dModel + d] as number;
    for (let n = 0; n < p; n++) centred[n * dModel + d] = (embedding[n * dModel + d] as number) - sum / p;
  }
  // The eigenvectors of the p×p Gram matrix are the components read at each token, up to scale.
  const gram = new Float64Array(p * p);
  for (let i = 0; i < p; i++) {
    for (let j = 0; j <= i; j++) {
      let dot = 0;
      for (let d = 0; d < dModel; d++) {
        dot += (centred[i * dModel + d] as number) * (centred[j * dModel + d] as number);
      }
      gram[i * p + j] = dot;
      gram[j * p + i] = dot;
    }
  }
  const { vectors } = symmetricEigen(gram, p);
  const count = Math.min(COMPONENTS, p);
  let sum = 0;
  for (let i = 0; i < count; i++) sum += largestShare(vectors.subarray(i * p, (i + 1) * p), dft) / count;
  return sum;
}

function largestShare(signal: Float64Array, dft: Dft): number {
  const c = dft.forward(signal);
  let best = 0;
  for (let k = 1; k <= highestFrequency(dft.p); k++) {
    best = Math.max(best, (c[cosRow(k)] as number) ** 2 + (c[sinRow(k)] as number) ** 2);
  }
  const total = signal.reduce((all, value) => all + value * value, 0);
  return total === 0 ? 0 : best / total;
}
