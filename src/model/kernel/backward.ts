import { ADD, STORE } from './exports';
import { SHARDS } from './layout';
import type { Machine } from './machine';
import { collectTasks, type ExampleLists } from './table-rows';
import { from, inOrder, type Matrix, type Phase, product, range, type Task, transposed } from './tasks';

/** Neurons whose shards one task adds up. */
const NEURONS_PER_TASK = 32;

/** The way back from the composite rows' gradients to those of every weight, in phases. */
export function backwardPhases(machine: Machine, lists: ExampleLists, smoothness: number): Phase[] {
  return [
    [...collectTasks(machine, lists), ...reduceShards(machine)],
    [...sumTableRows(machine), attentionBackward(machine), ...writeBackward(machine)],
    tablesBackward(machine),
    projectionsBackward(machine),
    [embeddingBackward(machine, smoothness)],
  ];
}

/** The shards' sums, added up in the order of the shards. */
function reduceShards({ kernel, layout, matrix }: Machine): Task[] {
  const { sides: s, at } = layout;
  const shardBytes = s.neurons * s.logitRow;
  const tasks: Task[] = [];
  for (let neuron = 0; neuron < s.neurons; neuron += NEURONS_PER_TASK) {
    const rows = Math.min(NEURONS_PER_TASK, s.neurons - neuron);
    const to = from(matrix('dNeuronLogits'), { row: neuron }).at;
    const parts = from(matrix('dNeuronLogitShards'), { row: neuron }).at;
    tasks.push(() => kernel.sumRows(to, parts, shardBytes, SHARDS, (rows * s.logitRow) / 4, STORE));
  }
  tasks.push(() => kernel.sumRows(at.dBase, at.dBaseShards, s.compositeRow, SHARDS, s.composite, STORE));
  return tasks;
}

/**
 * From the tables to what they are made of: a token's row is read as x and as y, a position's row by all examples, and
 * that of "=" gives what the base receives, less what the centred rows took of it.
 */
function sumTableRows({ kernel, layout, plan, matrix }: Machine): Task[] {
  const { sides: s, at } = layout;
  return range(plan.architecture.heads).flatMap((head) => {
    const [ofX, ofY] = [0, s.size].map((row) => from(matrix('dTable'), { row: head * s.tableRows + row }).at);
    const part = (row: number) => from(matrix('dTableParts'), { row: head * s.partRows + row }).at;
    const [first, second, equals] = [part(s.size), part(s.size + 1), part(s.size + 2)];
    return [
      () => kernel.add(part(0), ofX ?? 0, ofY ?? 0, (s.size * s.compositeRow) / 4),
      () => {
        kernel.sumRows(first, ofX ?? 0, s.compositeRow, s.size, s.composite, STORE);
        kernel.sumRows(second, ofY ?? 0, s.compositeRow, s.size, s.composite, STORE);
        kernel.addRow(equals, 0, at.dBase, 0, first, -1, 1, s.composite);
        kernel.addRow(equals, 0, equals, 0, second, -1, 1, s.composite);
      },
    ];
  });
}

/** Softmax to scores, scores to the keys' reading vectors and to the queries, and on to W_K and W_Q. */
function attentionBackward(machine: Machine): Task {
  const { kernel, layout, plan, matrix, weight, gradient, memory } = machine;
  const { sides: s, at, exampleRows } = layout;
  const { heads, dHead, attentionRate } = plan.architecture;
  const clear = () => new Float32Array(memory.buffer, at.dScores, (s.tableRows * s.headsRow) / 4).fill(0);
  const scores = () =>
    kernel.attendBackward(
      at.dScores,
      at.dMixed,
      at.soft,
      exampleRows * s.headsRow,
      s.headsRow,
      at.xs,
      at.ys,
      s.size,
      heads,
      attentionRate,
      plan.examples,
    );
  const gatherQueries = () => {
    const blocks = new Float32Array(memory.buffer, at.dQueryBlocks, s.allHeads * s.heads);
    const queries = new Float32Array(memory.buffer, at.dQueries, s.allHeads);
    for (let head = 0; head < heads; head++) {
      for (let d = 0; d < dHead; d++) {
        const index = head * s.headWidth + d;
        queries[index] = (blocks[index * s.heads + head] ?? 0) / Math.sqrt(dHead);
      }
    }
  };
  const parts = matrix('parts');
  const sumScores = () => {
    const of = (row: number) => from(matrix('dScores'), { row }).at;
    const part = (row: number) => from(matrix('dScoreParts'), { row }).at;
    kernel.add(part(0), of(0), of(s.size), s.size * s.heads);
    kernel.sumRows(part(s.size), of(0), s.headsRow, s.size, s.heads, STORE);
    kernel.sumRows(part(s.size + 1), of(s.size), s.headsRow, s.size, s.heads, STORE);
    kernel.sumRows(part(s.size + 2), of(2 * s.size), s.headsRow, 1, s.heads, STORE);
  };
  return inOrder(
    clear,
    scores,
    sumScores,
    ...product(kernel, matrix('dKeyReads'), transposed(parts), matrix('dScoreParts'), {
      m: s.model,
      n: s.heads,
      k: s.size + 3,
    }),
    ...product(kernel, gradient.key, matrix('dKeyReads'), matrix('queryBlocksT'), {
      m: s.model,
      n: s.allHeads,
      k: s.heads,
    }),
    ...product(kernel, matrix('dQueryBlocks'), transposed(weight.key), matrix('dKeyReads'), {
      m: s.allHeads,
      n: s.heads,
      k: s.model,
    }),
    gatherQueries,
    ...product(kernel, gradient.query, transposed(from(parts, { row: s.size + 2 })), matrix('dQueries'), {
      m: s.model,
      n: s.allHeads,
      k: 1,
    }),
  );
}

/** From W_L = W_out·W_U to both, and what the base gives to W_U and to the biases. */
function writeBackward({ kernel, layout, matrix, weight, gradient }: Machine): Task[] {
  const { sides: s, at } = layout;
  const dUnembed = from(gradient.read, { column: s.neurons });
  const dLogits = from(matrix('dBase'), { column: s.neurons });
  const unembedT = from(matrix('readT'), { row: s.neurons });
  return [
    ...product(kernel, gradient.write, matrix('dNeuronLogits'), unembedT, {
      m: s.neurons,
      n: s.model,
      k: s.logits,
      rowsPerTask: 64,
    }),
    ...product(kernel, dUnembed, transposed(weight.write), matrix('dNeuronLogits'), {
      m: s.model,
      n: s.logits,
      k: s.neurons,
      rowsPerTask: 32,
    }),
    inOrder(...product(kernel, gradient.bOut, dLogits, unembedT, { m: 4, n: s.model, k: s.logits }), () =>
      kernel.addRow(gradient.bIn.at, 0, at.dBase, 0, at.dBase, 0, 1, s.neurons),
    ),
  ];
}

/** From the tables to the value vectors and to the mixer W_O·[W_in | W_U]. */
function tablesBackward({ kernel, layout, plan, matrix }: Machine): Phase {
  const { sides: s } = layout;
  return range(plan.architecture.heads).flatMap((head) => {
    const dParts = from(matrix('dTableParts'), { row: head * s.partRows });
    const column = head * s.headWidth;
    return [
      ...product(
        kernel,
        from(matrix('dMixer'), { row: column }),
        transposed(from(matrix('values'), { column })),
        dParts,
        { m: s.headWidth, n: s.composite, k: s.size + 3, rowsPerTask: 16 },
      ),
      ...product(kernel, from(matrix('dValues'), { column }), dParts, from(matrix('mixerT'), { column }), {
        m: s.partRows,
        n: s.headWidth,
        k: s.composite,
        rowsPerTask: 60,
      }),
    ];
  });
}

/** To W_V, W_O, W_in and W_U, and to the residual stream before the block. */
function projectionsBackward({ kernel, layout, matrix, weight, gradient }: Machine): Phase {
  const { sides: s } = layout;
  const parts = matrix('parts');
  const equals = from(parts, { row: s.size + 2 });
  const dEquals = from(matrix('dParts'), { row: s.size + 2 });
  const dBase = matrix('dBase');
  const logits = { column: s.neurons };
  const read: Task[] = [];
  for (let row = 0; row < s.model; row += 32) {
    const m = Math.min(32, s.model - row);
    const dRead = from(gradient.read, { row });
    const dUnembed = from(dRead, logits);
    // The logits' columns hold W_out's part already; the neurons' columns begin here.
    const mix = { m, k: s.allHeads };
    const output = from(transposed(weight.output), { row });
    const one = { m, k: 1, mode: ADD };
    read.push(
      inOrder(
        ...product(kernel, dRead, output, matrix('dMixer'), { ...mix, n: s.neurons }),
        ...product(kernel, dUnembed, output, from(matrix('dMixer'), logits), {
          ...mix,
          n: s.logits,
          mode: ADD,
        }),
        ...product(kernel, dRead, from(transposed(equals), { row }), dBase, { ...one, n: s.composite }),
        ...product(kernel, dUnembed, from(transposed(weight.bOut), { row }), from(dBase, logits), {
          ...one,
          n: s.logits,
        }),
      ),
    );
  }
  const dParts = inOrder(
    ...product(kernel, matrix('dParts'), matrix('dValues'), matrix('valueT'), {
      m: s.partRows,
      n: s.model,
      k: s.allHeads,
    }),
    ...product(kernel, matrix('dParts'), matrix('dScoreParts'), matrix('keyReadsT'), {
      m: s.partRows,
      n: s.model,
      k: s.heads,
      mode: ADD,
    }),
    ...product(kernel, dEquals, matrix('dQueries'), matrix('queryT'), {
      m: 4,
      n: s.model,
      k: s.allHeads,
      mode: ADD,
    }),
    ...product(kernel, dEquals, dBase, matrix('readT'), { m: 4, n: s.model, k: s.composite, mode: ADD }),
  );
  return [
    dParts,
    ...read,
    ...product(kernel, gradient.output, matrix('dMixer'), matrix('readT'), {
      m: s.allHeads,
      n: s.model,
      k: s.composite,
      rowsPerTask: 32,
    }),
    ...product(kernel, gradient.value, transposed(parts), matrix('dValues'), {
      m: s.model,
      n: s.allHeads,
      k: s.size + 3,
      rowsPerTask: 32,
    }),
  ];
}

/** To the embeddings of tokens and positions, and the smoothness penalty of the embedding. */
function embeddingBackward(
  { kernel, layout, plan, matrix, weight, gradient }: Machine,
  smoothness: number,
): Task {
  const { sides: s } = layout;
  const { dVocab, dModel } = plan.architecture;
  const copy = (to: Matrix, row: number, count: number) => {
    const some = from(matrix('dParts'), { row });
    kernel.addRow(to.at, to.row, some.at, some.row, some.at, 0, count, s.model);
  };
  const equals = s.size + 2;
  return () => {
    copy(gradient.embed, 0, s.size);
    copy(from(gradient.embed, { row: s.size }), equals, 1);
    copy(gradient.position, s.size, 3);
    if (smoothness !== 0)
      kernel.smoothness(gradient.embed.at, weight.embed.at, s.modelRow, dVocab, s.model, dModel, smoothness);
  };
}
