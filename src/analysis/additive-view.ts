import type { Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray } from '../model/weights';
import { powersOf, primitiveRoot } from './discrete-logarithm';
import type { LogitTable } from './logit-waves';

/**
 * An operation seen as addition: a relabelling of left operands, right operands and answers under which
 * x ∘ y becomes i + j mod n. Every measure that speaks of x + y applies to the relabelled table.
 */
export interface AdditiveView {
  /** The order of the cyclic group. */
  readonly n: number;
  /** The element that stands at position i as left operand, right operand, answer; shape [n] each. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly answer: Int32Array;
  /** Where positions are exponents: the generator g, so that position i stands for gⁱ mod p. */
  readonly generator?: number;
}

/** Why an operation has no such view. */
export interface NoAdditiveView {
  readonly reason: string;
}

/** The view of a task as addition, or the reason why there is none. */
export function additiveView(task: Task): AdditiveView | NoAdditiveView {
  const identity = Int32Array.from({ length: task.size }, (_, i) => i);
  switch (task.operation) {
    case 'add':
      return { n: task.size, left: identity, right: identity, answer: identity };
    case 'sub':
      return {
        n: task.size,
        left: identity,
        right: identity.map((i) => (task.size - i) % task.size),
        answer: identity,
      };
    case 'mul':
    case 'div':
      return multiplicativeView(task);
    default:
      return {
        reason: `${task.formula} is no sum: no one-to-one relabelling of operands and answers makes it one`,
      };
  }
}

/** Whether nothing is renamed or left out. */
function isIdentity({ n, left, right, answer }: AdditiveView, size: number): boolean {
  return (
    n === size && [left, right, answer].every((elements) => elements.every((element, i) => element === i))
  );
}

/** Multiplication on the non-zero residues is addition of exponents mod p − 1; a divisor's exponent counts down. */
function multiplicativeView(task: Task): AdditiveView {
  const generator = primitiveRoot(task.size);
  const powers = powersOf(generator, task.size);
  const n = powers.length;
  const right = task.operation === 'div' ? powers.map((_, j) => powers[(n - j) % n] as number) : powers;
  return { n, left: powers, right, answer: powers, generator };
}

/**
 * The network with its tokens and answers relabelled: the same activations under other names, so that everything
 * measured of it speaks of i + j. Elements outside the view (0 in multiplication) are left out.
 */
export function viewNetwork(network: Network, view: AdditiveView): Network {
  const { architecture: a, weights, size, residual, scores, values } = network;
  if (isIdentity(view, size)) return network;
  const { heads, dHead, dModel, dVocabOut } = a;
  const { left, right, answer, n } = view;
  const both = (table: readonly [Float64Array, Float64Array, Float64Array], blocks: number, width: number) =>
    [
      pickRows(table[0], left, blocks, size, width),
      pickRows(table[1], right, blocks, size, width),
      table[2],
    ] as const;
  const equals = weights['embed.W_E'].slice(size * dModel, (size + 1) * dModel);
  return {
    architecture: { ...a, dVocab: n + 1, dVocabOut: n },
    weights: {
      ...weights,
      'embed.W_E': Float64Array.of(...pickRows(weights['embed.W_E'], left, 1, size + 1, dModel), ...equals),
      'unembed.W_U': pickRows(weights['unembed.W_U'], answer, dModel, dVocabOut, 1),
    },
    size: n,
    residual: both(residual, 1, dModel),
    scores: both(scores, heads, 1),
    values: both(values, heads, dHead),
  };
}

/** Some rows of each block of a table [blocks, rows, width]. */
function pickRows(
  table: FloatArray,
  rows: Int32Array,
  blocks: number,
  stride: number,
  width: number,
): Float64Array {
  const out = new Float64Array(blocks * rows.length * width);
  for (let block = 0; block < blocks; block++) {
    rows.forEach((row, i) => {
      const from = (block * stride + row) * width;
      out.set(table.subarray(from, from + width), (block * rows.length + i) * width);
    });
  }
  return out;
}

/**
 * The logits of all pairs relabelled, so that the answer of row (i, j) is column i + j mod n.
 *
 * @param values logits [size², columns] of all pairs of the task in row-major order.
 */
export function viewLogits(
  values: LogitTable['values'],
  columns: number,
  size: number,
  view: AdditiveView,
): LogitTable {
  if (isIdentity(view, size)) return { p: size, columns, values };
  const { n } = view;
  const out = new Float64Array(n * n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const from = ((view.left[i] as number) * size + (view.right[j] as number)) * columns;
      const to = (i * n + j) * n;
      for (let z = 0; z < n; z++) out[to + z] = values[from + (view.answer[z] as number)] as number;
    }
  }
  return { p: n, columns: n, values: out };
}

/** Pair indices x·size + y of the task as pair indices i·n + j of the view; pairs outside it are left out. */
export function viewPairs(pairs: Int32Array, size: number, view: AdditiveView): Int32Array {
  const leftAt = new Int32Array(size).fill(-1);
  const rightAt = new Int32Array(size).fill(-1);
  view.left.forEach((element, i) => {
    leftAt[element] = i;
  });
  view.right.forEach((element, j) => {
    rightAt[element] = j;
  });
  return pairs
    .map((pair) => {
      const i = leftAt[Math.floor(pair / size)] as number;
      const j = rightAt[pair % size] as number;
      return i < 0 || j < 0 ? -1 : i * view.n + j;
    })
    .filter((pair) => pair >= 0);
}
