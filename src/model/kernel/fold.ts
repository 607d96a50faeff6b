import { ADD } from './exports';
import type { Machine } from './machine';
import { from, inOrder, type Phase, product, range } from './tasks';

/**
 * The tables of the current weights. For head h and table row r (x at position 0, y at 1, "=" at 2):
 * scores[r, h] = residual[r]·W_K[h]·q[h]/√dHead and table[h, r] = residual[r]·W_V[h]·W_O[h]·[W_in | W_U], less the
 * row of "=", which goes into the base: the attention on "=" is 1 minus the other two.
 */
export function foldPhases(machine: Machine): Phase[] {
  const { kernel, layout, weight, matrix, plan } = machine;
  const { sides: s } = layout;
  const { heads, dVocab } = plan.architecture;
  const equals = 2 * s.size;

  const residual = matrix('residual');
  const tokensPlus = (row: number, token: number, position: number, count: number) => () =>
    kernel.addRow(
      from(residual, { row }).at,
      residual.row,
      from(weight.embed, { row: token }).at,
      weight.embed.row,
      from(weight.position, { row: position }).at,
      1,
      count,
      s.model,
    );
  const embed = inOrder(
    tokensPlus(0, 0, 0, s.size),
    tokensPlus(s.size, 0, 1, s.size),
    tokensPlus(equals, dVocab - 1, 2, 1),
  );

  const turn =
    (to: ReturnType<typeof matrix>, source: ReturnType<typeof matrix>, rows: number, columns: number) => () =>
      kernel.transpose(to.at, to.row, source.at, source.row, rows, columns);

  const unembed = from(weight.read, { column: s.neurons });
  const neuronLogits = product(kernel, matrix('neuronLogits'), weight.write, unembed, {
    m: s.neurons,
    n: s.logits,
    k: s.model,
    rowsPerTask: 64,
  });
  const mixer = product(kernel, matrix('mixer'), weight.output, weight.read, {
    m: s.allHeads,
    n: s.composite,
    k: s.model,
    rowsPerTask: 32,
  });

  const values = product(kernel, matrix('values'), residual, weight.value, {
    m: s.tableRows,
    n: s.allHeads,
    k: s.model,
    rowsPerTask: 60,
  });
  const queries = product(kernel, matrix('queries'), from(residual, { row: equals }), weight.query, {
    m: 4,
    n: s.allHeads,
    k: s.model,
  });
  const base = matrix('base');
  const readBase = product(kernel, base, from(residual, { row: equals }), weight.read, {
    m: 4,
    n: s.composite,
    k: s.model,
  });
  const readBias = product(kernel, from(base, { column: s.neurons }), weight.bOut, unembed, {
    m: 4,
    n: s.logits,
    k: s.model,
    mode: ADD,
  });
  const addBias = () => kernel.add(base.at, base.at, weight.bIn.at, s.neurons);

  const score = inOrder(
    () => spreadQueries(machine),
    ...product(kernel, matrix('keyReads'), weight.key, matrix('queryBlocks'), {
      m: s.model,
      n: s.heads,
      k: s.allHeads,
    }),
    ...product(kernel, matrix('scores'), residual, matrix('keyReads'), {
      m: s.tableRows,
      n: s.heads,
      k: s.model,
    }),
    turn(matrix('keyReadsT'), matrix('keyReads'), s.model, s.heads),
  );

  const headRows = s.tableRows;
  const table = matrix('table');
  const fillTable = range(heads).flatMap((head) =>
    product(
      kernel,
      from(table, { row: head * headRows }),
      from(matrix('values'), { column: head * s.headWidth }),
      from(matrix('mixer'), { row: head * s.headWidth }),
      { m: headRows, n: s.composite, k: s.headWidth, rowsPerTask: 60 },
    ),
  );
  const centreTable = range(heads).map((head) => () => {
    const first = from(table, { row: head * headRows });
    const own = from(first, { row: equals }).at;
    kernel.addRow(first.at, table.row, first.at, table.row, own, -1, equals, s.composite);
  });
  const finishBase = () => {
    for (let head = 0; head < heads; head++) {
      const own = from(table, { row: head * headRows + equals }).at;
      kernel.add(base.at, base.at, own, s.composite);
    }
  };

  return [
    [
      ...neuronLogits,
      ...mixer,
      embed,
      turn(matrix('readT'), weight.read, s.model, s.composite),
      turn(matrix('valueT'), weight.value, s.model, s.allHeads),
      turn(matrix('queryT'), weight.query, s.model, s.allHeads),
    ],
    [
      ...values,
      ...queries,
      inOrder(...readBase, ...readBias, addBias),
      turn(matrix('neuronLogitsT'), matrix('neuronLogits'), s.neurons, s.logits),
      turn(matrix('mixerT'), matrix('mixer'), s.allHeads, s.composite),
    ],
    [score, ...fillTable],
    [...centreTable, finishBase],
  ];
}

/** The queries of all heads, scaled by 1/√dHead, as a block-diagonal matrix [all heads, head], and its transpose. */
function spreadQueries({ layout, plan, memory, matrix }: Machine): void {
  const { sides: s } = layout;
  const { heads, dHead } = plan.architecture;
  const blocks = new Float32Array(memory.buffer, layout.at.queryBlocks, s.allHeads * s.heads);
  const queries = new Float32Array(memory.buffer, layout.at.queries, s.allHeads);
  const turnedRow = matrix('queryBlocksT').row / 4;
  const turned = new Float32Array(memory.buffer, layout.at.queryBlocksT, s.heads * turnedRow);
  for (let head = 0; head < heads; head++) {
    for (let d = 0; d < dHead; d++) {
      const at = head * s.headWidth + d;
      const scaled = (queries[at] ?? 0) / Math.sqrt(dHead);
      blocks[at * s.heads + head] = scaled;
      turned[head * turnedRow + at] = scaled;
    }
  }
}
