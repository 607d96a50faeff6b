import { ADD } from './exports';
import { LIST_ROW, LISTED_NEURONS } from './layout';
import type { Machine } from './machine';
import { from, type Matrix, product, range, transposed } from './tasks';

/**
 * Adds to the logits of `count` composite rows what their neurons say: neurons·W_L with W_L = W_out·W_U. A neuron that
 * the ReLU has set to zero says nothing, and is left out.
 *
 * @param rows - the first of the rows; below the last there is room up to a multiple of 4.
 */
export function addNeuronLogits(machine: Machine, rows: Matrix, count: number): void {
  const { kernel, layout, plan, matrix, lists } = machine;
  const { sides: s } = layout;
  const logits = from(rows, { column: s.neurons });
  const written = matrix('neuronLogits');
  if (plan.architecture.activation === 'relu') {
    for (const [first, neurons] of neuronGroups(s.neurons)) {
      kernel.listRows(lists, LIST_ROW, from(rows, { column: first }).at, rows.row, count, neurons);
      const { at, row } = from(written, { row: first });
      kernel.multiplyLists(logits.at, rows.row, lists, LIST_ROW, at, row, count, s.logits, ADD);
    }
  } else {
    const m = Math.ceil(count / 4) * 4;
    for (const task of product(kernel, logits, rows, written, { m, n: s.logits, k: s.neurons, mode: ADD }))
      task();
  }
}

/**
 * The gradient of W_L from `count` composite rows, whose logits hold their own gradients: neuronsᵀ·logits.
 *
 * @param mode - STORE, or ADD to what stands in `to`.
 */
export function neuronLogitsBackward(
  { kernel, layout, plan, lists }: Machine,
  to: Matrix,
  rows: Matrix,
  count: number,
  mode: number,
): void {
  const { sides: s } = layout;
  const logits = from(rows, { column: s.neurons });
  if (plan.architecture.activation === 'relu') {
    for (const [first, neurons] of neuronGroups(s.neurons)) {
      kernel.listColumns(lists, LIST_ROW, from(rows, { column: first }).at, rows.row, count, neurons);
      const { at, row } = from(to, { row: first });
      kernel.multiplyLists(at, row, lists, LIST_ROW, logits.at, logits.row, neurons, s.logits, mode);
    }
  } else {
    const sides = { m: s.neurons, n: s.logits, k: count, mode };
    for (const task of product(kernel, to, transposed(rows), logits, sides)) task();
  }
}

/** The neurons in groups of those that are made into lists together: the first of each, and how many. */
function neuronGroups(neurons: number): (readonly [number, number])[] {
  return range(Math.ceil(neurons / LISTED_NEURONS)).map((group) => {
    const first = group * LISTED_NEURONS;
    return [first, Math.min(LISTED_NEURONS, neurons - first)] as const;
  });
}
