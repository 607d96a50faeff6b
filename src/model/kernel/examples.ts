import type { Address } from './exports';
import { ADD, STORE, WHERE_POSITIVE } from './exports';
import { BLOCK, SHARDS } from './layout';
import type { Machine } from './machine';
import { addNeuronLogits, neuronLogitsBackward } from './neuron-logits';
import { collectX, type ExampleLists, examplesOfX, shardOfX } from './table-rows';
import { from, type Matrix, type Phase, product, range } from './tasks';

/** A set of pairs in the kernel's memory with what the network makes of them. */
interface Rows {
  readonly xs: Address;
  readonly ys: Address;
  readonly answers: Address;
  readonly rows: Matrix;
  readonly soft: Address;
  readonly mixed: Address;
  /** Bytes from the attention on x to that on y. */
  readonly plane: number;
  /** Where the derivatives of the non-linearity go; 0 when they are not wanted, or ReLU tells them by itself. */
  readonly slopes: Address;
  readonly losses: Address;
  readonly rights: Address;
}

function trainingRows({ layout, matrix }: Machine): Rows {
  const { at, exampleRows, sides } = layout;
  return { ...at, rows: matrix('rows'), plane: exampleRows * sides.headsRow };
}

function batchRows({ layout, matrix }: Machine, capacity: number): Rows {
  const { at, sides } = layout;
  return {
    xs: at.batchXs,
    ys: at.batchYs,
    answers: at.batchAnswers,
    rows: matrix('batchRows'),
    soft: at.batchSoft,
    mixed: at.batchMixed,
    slopes: 0,
    plane: capacity * sides.headsRow,
    losses: at.batchLosses,
    rights: at.batchRights,
  };
}

/** The loss of the rows' logits, and where asked for their gradient in their place. */
function lossOf({ kernel, plan }: Machine): typeof kernel.crossEntropy {
  switch (plan.loss) {
    case 'softmax':
      return kernel.crossEntropy;
    case 'stablemax':
      return kernel.stableMax;
    case 'float32':
      return kernel.naiveCrossEntropy;
  }
}

/** Examples [first, last) to their logits; `last − first` is a multiple of 4 in memory, the excess rows are unused. */
function forward(machine: Machine, of: Rows, first: number, last: number): void {
  const { kernel, layout, plan } = machine;
  const { at, sides: s } = layout;
  const { heads, attentionRate, activation } = plan.architecture;
  const { xs, ys, soft, mixed, plane, rows } = of;
  kernel.attend(soft, mixed, plane, at.scores, s.headsRow, xs, ys, s.size, heads, attentionRate, first, last);
  const tableHead = s.tableRows * s.compositeRow;
  kernel.gather(
    rows.at,
    rows.row,
    at.base,
    at.table,
    tableHead,
    mixed,
    plane,
    s.headsRow,
    xs,
    ys,
    s.size,
    heads,
    s.composite,
    activation === 'relu' ? s.neurons : 0,
    first,
    last,
  );
  if (activation === 'gelu') kernel.gelu(rows.at, rows.row, of.slopes, s.neuronRow, s.neurons, first, last);
  const neurons = from(rows, { row: first });
  addNeuronLogits(machine, neurons, last - first);
}

/**
 * Forward and backward over one shard of the training examples, to the gradients of its composite rows, and on to those
 * of the table rows of `xs`, whose examples all lie in it.
 */
function trainShard(machine: Machine, lists: ExampleLists, shard: number, xs: readonly number[]): void {
  const { kernel, layout, plan, matrix } = machine;
  const { at, sides: s, shardRows } = layout;
  const { dVocabOut, activation } = plan.architecture;
  const of = trainingRows(machine);
  const shardStart = shard * shardRows;
  const shardEnd = Math.min(shardStart + shardRows, plan.examples);
  const dNeuronLogits = from(matrix('dNeuronLogitShards'), { row: shard * s.neurons });
  const dBase = from(matrix('dBaseShards'), { row: shard });
  let mode = STORE;
  let collected = 0;
  for (let first = shardStart; first < shardEnd; first += BLOCK) {
    const last = Math.min(first + BLOCK, shardEnd);
    forward(machine, of, first, last);
    const neurons = from(of.rows, { row: first });
    const logits = from(neurons, { column: s.neurons });
    lossOf(machine)(
      of.rows.at + s.neurons * 4,
      of.rows.row,
      dVocabOut,
      s.logits,
      at.answers,
      at.losses,
      at.rights,
      1 / plan.examples,
      first,
      last,
    );
    const m = Math.ceil((last - first) / 4) * 4;
    neuronLogitsBackward(machine, dNeuronLogits, neurons, last - first, mode);
    const [dNeurons] = product(kernel, neurons, logits, matrix('neuronLogitsT'), {
      m,
      n: s.neurons,
      k: dVocabOut,
      mode: activation === 'relu' ? WHERE_POSITIVE : STORE,
    });
    dNeurons?.();
    if (activation === 'gelu')
      kernel.scaleRows(of.rows.at, of.rows.row, of.slopes, s.neuronRow, s.neurons, first, last);
    kernel.sumRows(dBase.at, neurons.at, neurons.row, last - first, s.composite, mode);
    mode = ADD;
    // While their rows are in the cache.
    for (; collected < xs.length; collected++) {
      const x = xs[collected] ?? 0;
      if (examplesOfX(lists, x).last > last) break;
      collectX(machine, lists, x);
    }
  }
  for (; collected < xs.length; collected++) collectX(machine, lists, xs[collected] ?? 0);
  // A shard without examples still owes its share of the sums.
  if (shardEnd <= shardStart) {
    const clear = ({ at, row }: Matrix, rows: number) =>
      new Float32Array(machine.memory.buffer, at, (rows * row) / 4).fill(0);
    clear(dNeuronLogits, s.neurons);
    clear(dBase, 1);
  }
}

/** The training examples, shard by shard. */
export function trainPhase(machine: Machine, lists: ExampleLists): Phase {
  const shards = range(machine.layout.sides.size).map((x) => shardOfX(machine, lists, x));
  return range(SHARDS).map((shard) => {
    const xs = range(shards.length).filter((x) => shards[x] === shard);
    return () => trainShard(machine, lists, shard, xs);
  });
}

/**
 * Loss, answer and logits of a batch of any pairs.
 *
 * @param capacity - the size of the batch regions.
 * @param count - reads how many pairs the batch holds.
 */
export function evaluatePhase(machine: Machine, capacity: number, count: () => number): Phase {
  const { layout, plan } = machine;
  const { at, sides: s } = layout;
  const of = batchRows(machine, capacity);
  return range(Math.ceil(capacity / BLOCK)).map((block) => () => {
    const first = block * BLOCK;
    const last = Math.min(first + BLOCK, count());
    if (last <= first) return;
    forward(machine, of, first, last);
    lossOf(machine)(
      of.rows.at + s.neurons * 4,
      of.rows.row,
      plan.architecture.dVocabOut,
      s.logits,
      at.batchAnswers,
      of.losses,
      of.rights,
      0,
      first,
      last,
    );
  });
}
