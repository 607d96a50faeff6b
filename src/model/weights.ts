import { type Architecture, CONTEXT } from './architecture';
import { MersenneTwister } from './mersenne-twister';

/** The weights' names in TransformerLens, in the order in which they are stored. */
export const WEIGHT_NAMES = [
  'embed.W_E',
  'pos_embed.W_pos',
  'blocks.0.attn.W_Q',
  'blocks.0.attn.W_K',
  'blocks.0.attn.W_V',
  'blocks.0.attn.W_O',
  'blocks.0.mlp.W_in',
  'blocks.0.mlp.b_in',
  'blocks.0.mlp.W_out',
  'blocks.0.mlp.b_out',
  'unembed.W_U',
] as const;

export type WeightName = (typeof WEIGHT_NAMES)[number];

/** A flat array of real numbers. Training stores float32; references and tests use float64. */
export type FloatArray = Float32Array | Float64Array;

/** All weights of one network, each flat in row-major order with the shape of {@link weightShapes}. */
export type Weights<A extends FloatArray = FloatArray> = Readonly<Record<WeightName, A>>;

/** Shape and named dimensions of each weight, in TransformerLens' layouts. */
export function weightShapes(a: Architecture): Record<WeightName, { dims: string[]; shape: number[] }> {
  const projection = { dims: ['head', 'dModel', 'dHead'], shape: [a.heads, a.dModel, a.dHead] };
  return {
    'embed.W_E': { dims: ['token', 'dModel'], shape: [a.dVocab, a.dModel] },
    'pos_embed.W_pos': { dims: ['position', 'dModel'], shape: [CONTEXT, a.dModel] },
    'blocks.0.attn.W_Q': projection,
    'blocks.0.attn.W_K': projection,
    'blocks.0.attn.W_V': projection,
    'blocks.0.attn.W_O': { dims: ['head', 'dHead', 'dModel'], shape: [a.heads, a.dHead, a.dModel] },
    'blocks.0.mlp.W_in': { dims: ['dModel', 'neuron'], shape: [a.dModel, a.dMlp] },
    'blocks.0.mlp.b_in': { dims: ['neuron'], shape: [a.dMlp] },
    'blocks.0.mlp.W_out': { dims: ['neuron', 'dModel'], shape: [a.dMlp, a.dModel] },
    'blocks.0.mlp.b_out': { dims: ['dModel'], shape: [a.dModel] },
    'unembed.W_U': { dims: ['dModel', 'logit'], shape: [a.dModel, a.dVocabOut] },
  };
}

/** The number of values of one weight. */
export function weightLength(a: Architecture, name: WeightName): number {
  return weightShapes(a)[name].shape.reduce((product, side) => product * side, 1);
}

/** The number of parameters of a network: 226 816 for the default with a vocabulary of 114. */
export function parameterCount(a: Architecture): number {
  return WEIGHT_NAMES.reduce((sum, name) => sum + weightLength(a, name), 0);
}

/** A record of every weight, made name by name. */
export function mapWeights<A extends FloatArray>(make: (name: WeightName) => A): Weights<A> {
  return Object.fromEntries(WEIGHT_NAMES.map((name) => [name, make(name)])) as Record<WeightName, A>;
}

/** A copy of every weight. */
export function copyWeights<A extends FloatArray>(weights: Weights<A>): Weights<A> {
  return mapWeights((name) => weights[name].slice() as A);
}

/** A stream of its own for the weights, so that they do not depend on how many numbers the split drew. */
const INITIALISATION_STREAM = 0x57454947;

/**
 * Initial weights: normal with standard deviation 1/√dModel, the unembedding 1/√dVocab, biases zero
 * (Nanda et al. 2023). The same seed gives the same weights on every machine whose Math.log and Math.cos agree.
 */
export function initialWeights(a: Architecture, seed: number): Weights<Float32Array> {
  const random = new MersenneTwister([seed % 2 ** 32, Math.floor(seed / 2 ** 32), INITIALISATION_STREAM]);
  return mapWeights((name) => {
    const values = new Float32Array(weightLength(a, name));
    if (name === 'blocks.0.mlp.b_in' || name === 'blocks.0.mlp.b_out') return values;
    const deviation = 1 / Math.sqrt(name === 'unembed.W_U' ? a.dVocabOut : a.dModel);
    for (let i = 0; i < values.length; i++) values[i] = deviation * random.normal();
    return values;
  });
}

/** The sum of squares of one array of weights, in float64. */
export function sumOfSquares(values: FloatArray): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return sum;
}
