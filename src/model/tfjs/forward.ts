import type * as core from '@tensorflow/tfjs-core';
import { CUBIC, SQRT_2_OVER_PI } from '../activation-function';
import { type Architecture, CONTEXT } from '../architecture';
import type { WeightName } from '../weights';

/** TensorFlow.js: the functions of its core, whichever of its backends computes them. */
export type Tf = typeof core;

export type Tensor = core.Tensor;

/** The network's weights as tensors, each in the shape of `weightShapes`. */
export type WeightTensors = Readonly<Record<WeightName, Tensor>>;

/** The tokens of x and of y of some pairs, [pairs] each. */
export type Tokens = readonly [core.Tensor1D, core.Tensor1D];

/** What stands at one position; width is heads · dHead. */
interface Source {
  /** Which of its rows each pair reads; "=" has one row, and every pair reads it. */
  readonly tokens?: core.Tensor1D;
  /** The residual stream before the block, [rows, dModel]. */
  readonly residual: Tensor;
  /** [rows, width]. */
  readonly keys: Tensor;
  /** The values that each pair reads, [pairs or 1, width]. */
  readonly values: Tensor;
  /** Its share of the attention in each head, [pairs, heads], by softmax and after mixing; and [pairs, width]. */
  readonly softmax: Tensor;
  readonly spread: Tensor;
}

/** All that the way back needs of the way there. */
export interface Trace {
  readonly sources: readonly Source[];
  /** [heads · dHead, heads]: 1 where a column belongs to the row's head. */
  readonly heads: Tensor;
  readonly query: Tensor;
  readonly mixed: Tensor;
  readonly mid: Tensor;
  readonly pre: Tensor;
  readonly post: Tensor;
  readonly final: Tensor;
  readonly logits: Tensor;
}

/** A [heads, dModel, dHead] projection as one matrix, [dModel, heads · dHead]. */
export function asMatrix(tf: Tf, a: Architecture, weight: Tensor): Tensor {
  return tf.reshape(tf.transpose(weight, [1, 0, 2]), [a.dModel, a.heads * a.dHead]);
}

/**
 * The network on some pairs at the last position. Scores and values are made once for each token and looked up; from
 * the attention on everything is dense.
 */
export function forward(tf: Tf, a: Architecture, w: WeightTensors, tokens: Tokens): Trace {
  const [queries, keys, values] = (['Q', 'K', 'V'] as const).map((name) =>
    asMatrix(tf, a, w[`blocks.0.attn.W_${name}`]),
  ) as [Tensor, Tensor, Tensor];
  const elements = a.dVocab - 1;
  const residual = (position: number, first: number, rows: number) =>
    tf.add(
      tf.slice(w['embed.W_E'], [first, 0], [rows, a.dModel]),
      tf.slice(w['pos_embed.W_pos'], [position, 0], [1, a.dModel]),
    );
  const equals = residual(CONTEXT - 1, elements, 1);
  const query = tf.div(tf.matMul(equals, queries), Math.sqrt(a.dHead));
  const heads = headColumns(tf, a);
  const pairs = tokens[0].size;
  const read = (rows: Tensor, of?: core.Tensor1D) => {
    const table = { residual: rows, keys: tf.matMul(rows, keys), values: tf.matMul(rows, values) };
    const scores = tf.matMul(tf.mul(table.keys, query), heads);
    if (of === undefined) return { ...table, scores: tf.tile(scores, [pairs, 1]) };
    return { ...table, tokens: of, values: tf.gather(table.values, of), scores: tf.gather(scores, of) };
  };
  const tables = [...tokens.map((of, position) => read(residual(position, 0, elements), of)), read(equals)];
  const softmax = tf.unstack(
    tf.softmax(
      tf.stack(
        tables.map(({ scores }) => scores),
        2,
      ),
    ),
    2,
  );
  const sources = tables.map((table, i) => {
    const own = softmax[i] ?? table.scores;
    const share = tf.add(tf.mul(own, a.attentionRate), (1 - a.attentionRate) / CONTEXT);
    return { ...table, softmax: own, spread: tf.matMul(share, tf.transpose(heads)) };
  });
  const mixed = tf.addN(sources.map((source) => tf.mul(source.spread, source.values)));
  const output = tf.reshape(w['blocks.0.attn.W_O'], [a.heads * a.dHead, a.dModel]);
  const mid = tf.add(tf.matMul(mixed, output), equals);
  const pre = tf.add(tf.matMul(mid, w['blocks.0.mlp.W_in']), w['blocks.0.mlp.b_in']);
  const post =
    a.activation === 'relu' ? tf.relu(pre) : tf.mul(tf.mul(pre, 0.5), tf.add(geluTanh(tf, pre), 1));
  const written = tf.matMul(post, w['blocks.0.mlp.W_out']);
  const final = tf.add(tf.add(mid, written), w['blocks.0.mlp.b_out']);
  const logits = tf.matMul(final, w['unembed.W_U']);
  return { sources, heads, query, mixed, mid, pre, post, final, logits };
}

/** The hyperbolic tangent in GELU. */
function geluTanh(tf: Tf, pre: Tensor): Tensor {
  const cubed = tf.mul(tf.square(pre), pre);
  return tf.tanh(tf.mul(tf.add(pre, tf.mul(cubed, CUBIC)), SQRT_2_OVER_PI));
}

/** The activation's derivative. */
export function slope(tf: Tf, { activation }: Architecture, pre: Tensor): Tensor {
  if (activation === 'relu') return tf.step(pre);
  const t = geluTanh(tf, pre);
  const inner = tf.mul(tf.add(tf.mul(tf.square(pre), 3 * CUBIC), 1), SQRT_2_OVER_PI);
  const bend = tf.mul(tf.mul(tf.sub(1, tf.square(t)), inner), tf.mul(pre, 0.5));
  return tf.add(tf.mul(tf.add(t, 1), 0.5), bend);
}

function headColumns(tf: Tf, { heads, dHead }: Architecture): Tensor {
  const ones = new Float32Array(heads * dHead * heads);
  for (let row = 0; row < heads * dHead; row++) ones[row * heads + Math.floor(row / dHead)] = 1;
  return tf.tensor2d(ones, [heads * dHead, heads]);
}
