import type { Architecture } from '../architecture';
import type { WeightName } from '../weights';
import { asMatrix, slope, type Tensor, type Tf, type Trace, type WeightTensors } from './forward';

/**
 * The gradient of Σ logits·dLogits by every weight. It is written out, for the core of TensorFlow.js comes without
 * gradients in Node, and with factors transposed beforehand: its WebAssembly multiplies transposed ones several times
 * more slowly.
 */
export function backward(
  tf: Tf,
  a: Architecture,
  w: WeightTensors,
  trace: Trace,
  dLogits: Tensor,
): Record<WeightName, Tensor> {
  const { sources, heads, query, mixed, mid, pre, post, final } = trace;
  const width = a.heads * a.dHead;
  /** dA and dB of a product A·B. */
  const left = (dOut: Tensor, b: Tensor) => tf.matMul(dOut, tf.transpose(b));
  const right = (of: Tensor, dOut: Tensor) => tf.matMul(tf.transpose(of), dOut);
  const down = (t: Tensor) => tf.sum(t, 0, true);
  const asHeads = (matrix: Tensor) =>
    tf.transpose(tf.reshape(matrix, [a.dModel, a.heads, a.dHead]), [1, 0, 2]);

  const dFinal = left(dLogits, w['unembed.W_U']);
  const dPre = tf.mul(left(dFinal, w['blocks.0.mlp.W_out']), slope(tf, a, pre));
  const dMid = tf.add(dFinal, left(dPre, w['blocks.0.mlp.W_in']));
  const output = tf.reshape(w['blocks.0.attn.W_O'], [width, a.dModel]);
  const dMixed = left(dMid, output);

  const dSoftmax = sources.map(({ values }) =>
    tf.mul(tf.matMul(tf.mul(dMixed, values), heads), a.attentionRate),
  );
  const mean = tf.addN(sources.map(({ softmax }, i) => tf.mul(softmax, dSoftmax[i] ?? softmax)));
  const [keys, values] = (['K', 'V'] as const).map((name) =>
    asMatrix(tf, a, w[`blocks.0.attn.W_${name}`]),
  ) as [Tensor, Tensor];
  const read = sources.map((source, i) => {
    const { softmax, spread, tokens, residual } = source;
    const rows = residual.shape[0] ?? 1;
    // What every pair that reads a row does to it, added up. (Told to be float32, oneHot leaves the bits of integers.)
    const collect = (t: Tensor) => (tokens ? right(tf.cast(tf.oneHot(tokens, rows), 'float32'), t) : down(t));
    const dScores = collect(tf.mul(softmax, tf.sub(dSoftmax[i] ?? softmax, mean)));
    const dProducts = left(dScores, heads);
    const dKeys = tf.mul(dProducts, query);
    const dValues = collect(tf.mul(dMixed, spread));
    return {
      dQuery: down(tf.mul(dProducts, source.keys)),
      dKeyWeight: right(residual, dKeys),
      dValueWeight: right(residual, dValues),
      dResidual: tf.add(left(dKeys, keys), left(dValues, values)),
    };
  });
  const sum = (pick: (part: (typeof read)[number]) => Tensor) => tf.addN(read.map(pick));
  const dQuery = tf.div(
    sum((part) => part.dQuery),
    Math.sqrt(a.dHead),
  );
  const [ofX, ofY, ofEquals] = read.map(({ dResidual }) => dResidual) as [Tensor, Tensor, Tensor];
  const queries = asMatrix(tf, a, w['blocks.0.attn.W_Q']);
  const dEquals = tf.addN([ofEquals, down(dMid), left(dQuery, queries)]);
  const equals = sources.at(-1)?.residual ?? dEquals;
  return {
    'embed.W_E': tf.concat([tf.add(ofX, ofY), dEquals], 0),
    'pos_embed.W_pos': tf.concat([down(ofX), down(ofY), dEquals], 0),
    'blocks.0.attn.W_Q': asHeads(right(equals, dQuery)),
    'blocks.0.attn.W_K': asHeads(sum((part) => part.dKeyWeight)),
    'blocks.0.attn.W_V': asHeads(sum((part) => part.dValueWeight)),
    'blocks.0.attn.W_O': right(mixed, dMid),
    'blocks.0.mlp.W_in': right(mid, dPre),
    'blocks.0.mlp.b_in': down(dPre),
    'blocks.0.mlp.W_out': right(post, dFinal),
    'blocks.0.mlp.b_out': down(dFinal),
    'unembed.W_U': right(final, dLogits),
  };
}
