import { activationSlope } from '../model/activation-function';
import { activation } from '../model/forward';
import { MersenneTwister } from '../model/mersenne-twister';
import { type Network, neuronLogitMap, outputTables } from '../model/network';

/** How many random (x, y, answer) triples the mean is taken over; seeded, so that it repeats. */
const TRIPLES = 500;
const SEED = 2306;

/**
 * The gradient symmetricity of Zhong et al. 2023 (arXiv 2306.17844, section 4.3): the cosine between the gradients of
 * a logit with respect to the embeddings of x and of y, averaged over random x, y and answers. Near 1 for a pizza,
 * which begins by averaging the two; well below for a clock.
 */
export function gradientSymmetricity(network: Network, triples = TRIPLES): number {
  const random = new MersenneTwister(SEED);
  const pick = () => random.below(network.size);
  const gradients = embeddingGradients(
    network,
    Array.from({ length: triples }, () => ({ x: pick(), y: pick(), z: pick() })),
  );
  return gradients.reduce((sum, [left, right]) => sum + cosine(left, right) / triples, 0);
}

/** A pair of operands and the answer whose logit is looked at. */
export interface Triple {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** The gradients of logit z at the pair (x, y) with respect to the residual rows of x and of y, [dModel] each. */
export function embeddingGradients(
  network: Network,
  triples: readonly Triple[],
): [Float64Array, Float64Array][] {
  const { architecture: a, weights, size } = network;
  const readouts = neuronLogitMap(network);
  const tables = outputTables(network);
  const reads = keyReads(network);
  const output = headOutputs(network);
  const pairs = Int32Array.from(triples, ({ x, y }) => x * size + y);
  const allPre = activation(network, 'blocks.0.mlp.hook_pre', pairs).data;
  const allPatterns = activation(network, 'blocks.0.attn.hook_pattern', pairs).data;
  return triples.map(({ x, y, z }, i) => {
    const pre = allPre.subarray(i * a.dMlp, (i + 1) * a.dMlp);
    const pattern = allPatterns.subarray(i * a.heads * 3, (i + 1) * a.heads * 3);
    const dMid = new Float64Array(a.dModel);
    for (let d = 0; d < a.dModel; d++) {
      let sum = weights['unembed.W_U'][d * a.dVocabOut + z] as number;
      for (let n = 0; n < a.dMlp; n++) {
        const back =
          activationSlope(a.activation, pre[n] as number) * (readouts[n * a.dVocabOut + z] as number);
        sum += back * (weights['blocks.0.mlp.W_in'][d * a.dMlp + n] as number);
      }
      dMid[d] = sum;
    }
    const result: [Float64Array, Float64Array] = [new Float64Array(a.dModel), new Float64Array(a.dModel)];
    for (let head = 0; head < a.heads; head++) {
      const attention = pattern.subarray(head * 3, head * 3 + 3);
      const gains = [x, y, 0].map((row, position) => {
        const rows = position === 2 ? 1 : size;
        return dot(tables[position] as Float64Array, (head * rows + row) * a.dModel, dMid);
      });
      const soft = attention.map((v) => (v - (1 - a.attentionRate) / 3) / (a.attentionRate || 1));
      const meanGain = gains.reduce((sum, gain, i) => sum + gain * (soft[i] as number), 0);
      result.forEach((gradient, position) => {
        const score = a.attentionRate * (soft[position] as number) * ((gains[position] as number) - meanGain);
        for (let d = 0; d < a.dModel; d++) {
          const through = dot(output, (head * a.dModel + d) * a.dModel, dMid);
          gradient[d] =
            (gradient[d] as number) +
            (attention[position] as number) * through +
            score * (reads[head * a.dModel + d] as number);
        }
      });
    }
    return result;
  });
}

/** W_K q/√dHead for the query of "=", [head, dModel]: what a score reads in the residual stream. */
function keyReads({ architecture: a, weights, residual }: Network): Float64Array {
  const out = new Float64Array(a.heads * a.dModel);
  for (let head = 0; head < a.heads; head++) {
    const block = head * a.dModel * a.dHead;
    const query = new Float64Array(a.dHead);
    for (let d = 0; d < a.dModel; d++) {
      for (let e = 0; e < a.dHead; e++) {
        query[e] =
          (query[e] as number) +
          (residual[2][d] as number) * (weights['blocks.0.attn.W_Q'][block + d * a.dHead + e] as number);
      }
    }
    for (let d = 0; d < a.dModel; d++) {
      out[head * a.dModel + d] =
        dot(weights['blocks.0.attn.W_K'], block + d * a.dHead, query) / Math.sqrt(a.dHead);
    }
  }
  return out;
}

/** W_V W_O of each head, [head, dModel, dModel]: what a head writes of what it reads. */
function headOutputs({ architecture: a, weights }: Network): Float64Array {
  const out = new Float64Array(a.heads * a.dModel * a.dModel);
  for (let head = 0; head < a.heads; head++) {
    for (let d = 0; d < a.dModel; d++) {
      for (let e = 0; e < a.dHead; e++) {
        const value = weights['blocks.0.attn.W_V'][(head * a.dModel + d) * a.dHead + e] as number;
        for (let f = 0; f < a.dModel; f++) {
          const at = (head * a.dModel + d) * a.dModel + f;
          const weight = weights['blocks.0.attn.W_O'][(head * a.dHead + e) * a.dModel + f] as number;
          out[at] = (out[at] as number) + value * weight;
        }
      }
    }
  }
  return out;
}

function dot(values: ArrayLike<number>, start: number, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < other.length; i++) sum += (values[start + i] as number) * (other[i] as number);
  return sum;
}

function cosine(left: Float64Array, right: Float64Array): number {
  const norm = Math.sqrt(dot(left, 0, left) * dot(right, 0, right));
  return norm === 0 ? 0 : dot(left, 0, right) / norm;
}
