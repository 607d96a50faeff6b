import type { Task } from '../model/task';
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
    default:
      return {
        reason: `${task.formula} is not addition under a relabelling of its residues that is known here`,
      };
  }
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
  if (view.left === view.right && view.right === view.answer) return { p: view.n, columns, values };
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
