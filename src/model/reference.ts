import { activate, activationSlope } from './activation-function';
import { type Architecture, CONTEXT } from './architecture';
import type { LossName } from './backend';
import { isRight, type Score } from './loss';
import { LOSS_FUNCTIONS } from './loss-functions';
import { addSmoothnessGradient } from './smoothness';
import { operands, type Task } from './task';
import { type FloatArray, mapWeights, type Weights, weightLength } from './weights';

/** Loss, accuracy and gradient as the textbook has them. */
export interface ReferenceResult extends Score {
  /** Of the mean loss plus `smoothness` times the penalty. */
  readonly gradients: Weights<Float64Array>;
}

/** out[j] += Σ_i v[i]·W[i, j], with W a [rows, columns] matrix from `at` on. */
function through(v: FloatArray, w: FloatArray, at: number, columns: number, out: Float64Array): void {
  v.forEach((value, i) => {
    for (let j = 0; j < columns; j++)
      out[j] = (out[j] ?? 0) + value * (w[at + i * columns + j] ?? Number.NaN);
  });
}

/** The way back through the same matrix: dV[i] += Σ_j W[i, j]·dOut[j] and dW[i, j] += v[i]·dOut[j]. */
function back(
  v: Float64Array,
  w: FloatArray,
  at: number,
  dOut: Float64Array,
  dV: Float64Array,
  dW: Float64Array,
): void {
  const columns = dOut.length;
  for (let i = 0; i < v.length; i++) {
    for (let j = 0; j < columns; j++) {
      const index = at + i * columns + j;
      dV[i] = (dV[i] ?? 0) + (w[index] ?? Number.NaN) * (dOut[j] ?? 0);
      dW[index] = (dW[index] ?? 0) + (v[i] ?? 0) * (dOut[j] ?? 0);
    }
  }
}

function add(to: Float64Array, what: FloatArray, at = 0, scale = 1): void {
  for (let i = 0; i < to.length; i++) to[i] = (to[i] ?? 0) + scale * (what[at + i] ?? Number.NaN);
}

/** Adds a vector into a longer array from `at` on. */
function addInto(to: Float64Array, at: number, what: Float64Array): void {
  add(to.subarray(at, at + what.length), what);
}

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? Number.NaN), 0);
}

const POSITIONS = Array.from({ length: CONTEXT }, (_, i) => i);

/** All that one prompt leaves at the places that the way back needs; [position], and [head][position] in attention. */
interface Trace {
  readonly tokens: readonly number[];
  readonly pre: Float64Array[];
  readonly query: Float64Array[][];
  readonly key: Float64Array[][];
  readonly value: Float64Array[][];
  /** [head][destination][source], zero above the diagonal, after mixing; and the softmax before it. */
  readonly pattern: Float64Array[][];
  readonly softmax: Float64Array[][];
  readonly z: Float64Array[][];
  readonly mid: Float64Array[];
  readonly hidden: Float64Array[];
  readonly post: Float64Array[];
  readonly final: Float64Array[];
  readonly logits: Float64Array[];
}

const at = <T>(list: readonly T[], index: number): T => {
  const item = list[index];
  if (item === undefined) throw new RangeError(`no item ${index} in a list of ${list.length}`);
  return item;
};

/** The full causal transformer on one prompt: every head, every layer at all three positions, nothing shared. */
export function referenceForward(a: Architecture, w: Weights, tokens: readonly number[]): Trace {
  const heads = Array.from({ length: a.heads }, (_, head) => head);
  const block = a.dModel * a.dHead;
  const pre = tokens.map((token, position) => {
    const x = new Float64Array(a.dModel);
    add(x, w['embed.W_E'], token * a.dModel);
    add(x, w['pos_embed.W_pos'], position * a.dModel);
    return x;
  });
  const project = (weight: FloatArray) =>
    heads.map((head) =>
      pre.map((x) => {
        const out = new Float64Array(a.dHead);
        through(x, weight, head * block, a.dHead, out);
        return out;
      }),
    );
  const query = project(w['blocks.0.attn.W_Q']);
  const key = project(w['blocks.0.attn.W_K']);
  const value = project(w['blocks.0.attn.W_V']);
  const softmax = heads.map((head) =>
    POSITIONS.map((to) => {
      const scores = POSITIONS.slice(0, to + 1).map(
        (source) => dot(at(at(query, head), to), at(at(key, head), source)) / Math.sqrt(a.dHead),
      );
      const exps = scores.map((score) => Math.exp(score - Math.max(...scores)));
      const sum = exps.reduce((total, e) => total + e, 0);
      return Float64Array.from(POSITIONS, (source) => (exps[source] ?? 0) / sum);
    }),
  );
  const pattern = softmax.map((rows) =>
    rows.map((row, to) =>
      row.map((s, source) => (source <= to ? a.attentionRate * s + (1 - a.attentionRate) / (to + 1) : 0)),
    ),
  );
  const z = heads.map((head) =>
    POSITIONS.map((to) => {
      const out = new Float64Array(a.dHead);
      for (const source of POSITIONS)
        add(out, at(at(value, head), source), 0, at(at(pattern, head), to)[source] ?? 0);
      return out;
    }),
  );
  const mid = POSITIONS.map((position) => {
    const x = at(pre, position).slice();
    for (const head of heads)
      through(at(at(z, head), position), w['blocks.0.attn.W_O'], head * block, a.dModel, x);
    return x;
  });
  const hidden = mid.map((x) => {
    const out = Float64Array.from(w['blocks.0.mlp.b_in']);
    through(x, w['blocks.0.mlp.W_in'], 0, a.dMlp, out);
    return out;
  });
  const post = hidden.map((x) => x.map((v) => activate(a.activation, v)));
  const final = mid.map((x, position) => {
    const out = x.slice();
    add(out, w['blocks.0.mlp.b_out']);
    through(at(post, position), w['blocks.0.mlp.W_out'], 0, a.dModel, out);
    return out;
  });
  const logits = final.map((x) => {
    const out = new Float64Array(a.dVocabOut);
    through(x, w['unembed.W_U'], 0, a.dVocabOut, out);
    return out;
  });
  return { tokens, pre, query, key, value, pattern, softmax, z, mid, hidden, post, final, logits };
}

/** Adds the gradients of Σ logits·dLogits at the last position. */
function referenceBackward(
  a: Architecture,
  w: Weights,
  trace: Trace,
  dLogits: Float64Array,
  g: Weights<Float64Array>,
): void {
  const block = a.dModel * a.dHead;
  const zeros = (length: number) => POSITIONS.map(() => new Float64Array(length));
  const dPre = zeros(a.dModel);
  const dMid = zeros(a.dModel);
  for (const position of POSITIONS) {
    const dOut = position === CONTEXT - 1 ? dLogits : new Float64Array(dLogits.length);
    const dFinal = new Float64Array(a.dModel);
    back(at(trace.final, position), w['unembed.W_U'], 0, dOut, dFinal, g['unembed.W_U']);
    add(at(dMid, position), dFinal);
    add(g['blocks.0.mlp.b_out'], dFinal);
    const dPost = new Float64Array(a.dMlp);
    back(at(trace.post, position), w['blocks.0.mlp.W_out'], 0, dFinal, dPost, g['blocks.0.mlp.W_out']);
    const hidden = at(trace.hidden, position);
    const dHidden = dPost.map((d, neuron) => d * activationSlope(a.activation, hidden[neuron] ?? Number.NaN));
    add(g['blocks.0.mlp.b_in'], dHidden);
    back(
      at(trace.mid, position),
      w['blocks.0.mlp.W_in'],
      0,
      dHidden,
      at(dMid, position),
      g['blocks.0.mlp.W_in'],
    );
    add(at(dPre, position), at(dMid, position));
  }
  for (let head = 0; head < a.heads; head++) {
    const [query, key, value] = [at(trace.query, head), at(trace.key, head), at(trace.value, head)];
    const dQuery = zeros(a.dHead);
    const dKey = zeros(a.dHead);
    const dValue = zeros(a.dHead);
    for (const to of POSITIONS) {
      const dZ = new Float64Array(a.dHead);
      back(
        at(at(trace.z, head), to),
        w['blocks.0.attn.W_O'],
        head * block,
        at(dMid, to),
        dZ,
        g['blocks.0.attn.W_O'],
      );
      const pattern = at(at(trace.pattern, head), to);
      const softmax = at(at(trace.softmax, head), to);
      const dSoftmax = Float64Array.from(POSITIONS, (source) => a.attentionRate * dot(dZ, at(value, source)));
      const mean = dot(softmax, dSoftmax);
      for (const source of POSITIONS) {
        add(at(dValue, source), dZ, 0, pattern[source] ?? 0);
        const dScore = ((softmax[source] ?? 0) * ((dSoftmax[source] ?? 0) - mean)) / Math.sqrt(a.dHead);
        add(at(dQuery, to), at(key, source), 0, dScore);
        add(at(dKey, source), at(query, to), 0, dScore);
      }
    }
    for (const position of POSITIONS) {
      const [x, dX] = [at(trace.pre, position), at(dPre, position)];
      const into = (name: 'Q' | 'K' | 'V', d: Float64Array) =>
        back(x, w[`blocks.0.attn.W_${name}`], head * block, d, dX, g[`blocks.0.attn.W_${name}`]);
      into('Q', at(dQuery, position));
      into('K', at(dKey, position));
      into('V', at(dValue, position));
    }
  }
  trace.tokens.forEach((token, position) => {
    addInto(g['embed.W_E'], token * a.dModel, at(dPre, position));
    addInto(g['pos_embed.W_pos'], position * a.dModel, at(dPre, position));
  });
}

/**
 * The mean loss and its gradient over some pairs, in float64, by running and differentiating the whole causal
 * transformer one prompt at a time. Slow and plain on purpose: what is fast is tested against it.
 */
export function reference(
  task: Task,
  a: Architecture,
  w: Weights,
  pairs: Int32Array,
  smoothness = 0,
  lossName: LossName = 'softmax',
): ReferenceResult {
  const gradients = mapWeights((name) => new Float64Array(weightLength(a, name)));
  const dLogits = new Float64Array(a.dVocabOut);
  const { of, gradient } = LOSS_FUNCTIONS[lossName];
  let loss = 0;
  let right = 0;
  for (const pair of pairs) {
    const { x, y } = operands(task, pair);
    const answer = task.labels[pair] ?? Number.NaN;
    const trace = referenceForward(a, w, [x, y, task.equals]);
    const logits = at(trace.logits, CONTEXT - 1);
    loss += of(logits, 0, logits.length, answer);
    if (isRight(logits, 0, logits.length, answer)) right++;
    gradient(logits, 0, logits.length, answer, 1 / pairs.length, dLogits);
    referenceBackward(a, w, trace, dLogits, gradients);
  }
  if (smoothness !== 0) addSmoothnessGradient(a, w['embed.W_E'], gradients['embed.W_E'], smoothness);
  return { loss: loss / pairs.length, accuracy: right / pairs.length, gradients };
}
