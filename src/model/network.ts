import { InputError } from '../errors';
import { type Architecture, CONTEXT } from './architecture';
import { addScaled, multiply } from './matrix';
import { type FloatArray, WEIGHT_NAMES, type Weights, weightLength } from './weights';

/**
 * The network as tables, in float64. Only the last position is read, so the query is one vector, the score of a
 * head on x depends on x alone, on y on y alone, on "=" on nothing; and each value vector is a row of a table.
 *
 * Rows are tokens: at position 0 and 1 the elements 0..size−1, at position 2 the one token "=".
 */
export interface Network {
  readonly architecture: Architecture;
  readonly weights: Weights;
  /** The number of elements: one less than the vocabulary. */
  readonly size: number;
  /** The residual stream before the block, per position: [size, dModel], [size, dModel], [1, dModel]. */
  readonly residual: readonly [Float64Array, Float64Array, Float64Array];
  /** Attention scores of "=" on each position, scaled by 1/√dHead: [head, size], [head, size], [head, 1]. */
  readonly scores: readonly [Float64Array, Float64Array, Float64Array];
  /** Value vectors per position: [head, rows, dHead]. */
  readonly values: readonly [Float64Array, Float64Array, Float64Array];
}

/** The number of rows of the tables at a position. */
export function tableRows(network: Pick<Network, 'size'>, position: number): number {
  return position === 2 ? 1 : network.size;
}

/**
 * Folds weights into tables.
 *
 * @throws InputError naming the weight whose length does not fit the architecture.
 */
export function foldNetwork(architecture: Architecture, weights: Weights): Network {
  for (const name of WEIGHT_NAMES) {
    const expected = weightLength(architecture, name);
    if (weights[name].length !== expected)
      throw new InputError(
        `${name} holds ${weights[name].length} values, the architecture needs ${expected}`,
      );
  }
  const size = architecture.dVocab - 1;
  const residual = [0, 1, 2].map((position) => residualTable(architecture, weights, size, position)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const rows = [size, size, 1] as const;
  const query = queryOfEquals(architecture, weights, residual[2]);
  const scores = (position: 0 | 1 | 2) =>
    scoreTable(architecture, weights, residual[position], rows[position], query);
  const values = (position: 0 | 1 | 2) =>
    perHead(architecture, weights['blocks.0.attn.W_V'], residual[position], rows[position]);
  return {
    architecture,
    weights,
    size,
    residual,
    scores: [scores(0), scores(1), scores(2)],
    values: [values(0), values(1), values(2)],
  };
}

/** Token plus position embedding of every token that can stand at a position. */
function residualTable(a: Architecture, weights: Weights, size: number, position: number): Float64Array {
  const tokens = position === 2 ? [size] : Array.from({ length: size }, (_, token) => token);
  const table = new Float64Array(tokens.length * a.dModel);
  tokens.forEach((token, row) => {
    addScaled(table, row * a.dModel, weights['embed.W_E'], token * a.dModel, a.dModel, 1);
    addScaled(table, row * a.dModel, weights['pos_embed.W_pos'], position * a.dModel, a.dModel, 1);
  });
  return table;
}

/** The rows of a residual table through a [head, dModel, dHead] projection: [head, rows, dHead]. */
function perHead(a: Architecture, projection: FloatArray, residual: FloatArray, rows: number): Float64Array {
  const out = new Float64Array(a.heads * rows * a.dHead);
  const block = a.dModel * a.dHead;
  for (let head = 0; head < a.heads; head++) {
    const weight = projection.subarray(head * block, (head + 1) * block);
    out.set(multiply(residual, weight, rows, a.dModel, a.dHead), head * rows * a.dHead);
  }
  return out;
}

function queryOfEquals(a: Architecture, weights: Weights, residual: Float64Array): Float64Array {
  return perHead(a, weights['blocks.0.attn.W_Q'], residual, 1);
}

function scoreTable(
  a: Architecture,
  weights: Weights,
  residual: Float64Array,
  rows: number,
  query: Float64Array,
): Float64Array {
  const keys = perHead(a, weights['blocks.0.attn.W_K'], residual, rows);
  const out = new Float64Array(a.heads * rows);
  for (let head = 0; head < a.heads; head++) {
    for (let row = 0; row < rows; row++) {
      let dot = 0;
      for (let d = 0; d < a.dHead; d++)
        dot += (query[head * a.dHead + d] as number) * (keys[(head * rows + row) * a.dHead + d] as number);
      out[head * rows + row] = dot / Math.sqrt(a.dHead);
    }
  }
  return out;
}

/**
 * The value tables through W_O, and through a further matrix when one is given: for each position
 * [head, rows, columns]. With no matrix, columns is dModel.
 */
export function outputTables(network: Network, through?: FloatArray, columns?: number): Float64Array[] {
  const { architecture: a, weights } = network;
  const width = columns ?? a.dModel;
  return Array.from({ length: CONTEXT }, (_, position) => {
    const rows = tableRows(network, position);
    const out = new Float64Array(a.heads * rows * width);
    for (let head = 0; head < a.heads; head++) {
      const block = a.dHead * a.dModel;
      const output = weights['blocks.0.attn.W_O'].subarray(head * block, (head + 1) * block);
      const matrix = through ? multiply(output, through, a.dHead, a.dModel, width) : output;
      const values = network.values[position as 0 | 1 | 2];
      const rowsOfHead = values.subarray(head * rows * a.dHead, (head + 1) * rows * a.dHead);
      out.set(multiply(rowsOfHead, matrix, rows, a.dHead, width), head * rows * width);
    }
    return out;
  });
}

/** The effective weights W_L = W_out · W_U, [dMlp, dVocabOut]: how each neuron moves each logit. */
export function neuronLogitMap({
  architecture: a,
  weights,
}: Pick<Network, 'architecture' | 'weights'>): Float64Array {
  return multiply(weights['blocks.0.mlp.W_out'], weights['unembed.W_U'], a.dMlp, a.dModel, a.dVocabOut);
}
