import { CONTEXT } from './architecture';
import { addScaled, multiply } from './matrix';
import { type Network, tableRows } from './network';
import type { FloatArray } from './weights';

/** The row that a pair reads in the tables of a position. */
export function rowAt(network: Network, pair: number, position: number): number {
  if (position === 0) return Math.floor(pair / network.size);
  return position === 1 ? pair % network.size : 0;
}

/** Scores of "=" on the positions, [pair, head, position]. */
export function attentionScores(network: Network, pairs: Int32Array): Float64Array {
  const { heads } = network.architecture;
  const out = new Float64Array(pairs.length * heads * CONTEXT);
  pairs.forEach((pair, i) => {
    network.scores.forEach((table, position) => {
      const rows = tableRows(network, position);
      const row = rowAt(network, pair, position);
      for (let head = 0; head < heads; head++)
        out[(i * heads + head) * CONTEXT + position] = table[head * rows + row] as number;
    });
  });
  return out;
}

/** The softmax of the scores, blended with uniform attention by the architecture's rate, [pair, head, position]. */
export function attentionPattern(network: Network, pairs: Int32Array): Float64Array {
  const rate = network.architecture.attentionRate;
  const out = attentionScores(network, pairs);
  for (let at = 0; at < out.length; at += CONTEXT) {
    const [a, b, c] = [out[at] as number, out[at + 1] as number, out[at + 2] as number];
    const top = Math.max(a, b, c);
    const exps = [Math.exp(a - top), Math.exp(b - top), Math.exp(c - top)] as const;
    const sum = exps[0] + exps[1] + exps[2];
    exps.forEach((value, position) => {
      out[at + position] = (rate * value) / sum + (1 - rate) / CONTEXT;
    });
  }
  return out;
}

/**
 * Σ over positions of pattern · table row, summed over the heads when `tables` are [head, rows, width].
 *
 * Neighbouring pairs with the same x read the same rows of x and "=": for them it is a product of small matrices.
 */
export function blend(
  network: Network,
  pairs: Int32Array,
  tables: readonly FloatArray[],
  width: number,
  base?: FloatArray,
): Float64Array {
  const { heads } = network.architecture;
  const pattern = attentionPattern(network, pairs);
  const out = new Float64Array(pairs.length * width);
  const [atX = out, atY = out, atEquals = out] = tables;
  const shared = new Float64Array(2 * heads * width);
  shared.set(atEquals, heads * width);
  for (let first = 0, end = 0; first < pairs.length; first = end) {
    const x = rowAt(network, pairs[first] as number, 0);
    while (end < pairs.length && rowAt(network, pairs[end] as number, 0) === x) end++;
    const weights = new Float64Array((end - first) * 2 * heads);
    for (let head = 0; head < heads; head++) {
      const row = (head * network.size + x) * width;
      shared.set(atX.subarray(row, row + width), head * width);
      for (let i = first; i < end; i++) {
        const at = (i * heads + head) * CONTEXT;
        weights[(i - first) * 2 * heads + head] = pattern[at] as number;
        weights[(i - first) * 2 * heads + heads + head] = pattern[at + 2] as number;
      }
    }
    if (base) for (let i = first; i < end; i++) out.set(base, i * width);
    multiply(weights, shared, end - first, 2 * heads, width, out.subarray(first * width, end * width));
    for (let i = first; i < end; i++) {
      const y = rowAt(network, pairs[i] as number, 1);
      for (let head = 0; head < heads; head += 2) {
        const at = (i * heads + head) * CONTEXT + 1;
        const row = (head * network.size + y) * width;
        const [one, two] = [pattern[at] as number, pattern[at + CONTEXT] as number];
        if (head + 1 === heads) addScaled(out, i * width, atY, row, width, one);
        else addTwo(out, i * width, width, atY, one, row, two, row + network.size * width);
      }
    }
  }
  return out;
}

/** Adds two rows of a table, scaled: half of the reading and writing of one after the other. */
function addTwo(
  out: Float64Array,
  to: number,
  width: number,
  table: FloatArray,
  one: number,
  first: number,
  two: number,
  second: number,
): void {
  for (let d = 0; d < width; d++) {
    out[to + d] =
      (out[to + d] as number) + one * (table[first + d] as number) + two * (table[second + d] as number);
  }
}
