import { ADD } from './exports';
import type { Machine } from './machine';
import { from, inOrder, type Matrix, type Phase, product, range } from './tasks';

/**
 * The tables of the current weights. For head h and table row r (x at position 0, y at 1, "=" at 2):
 * scores[r, h] = residual[r]·W_K[h]·q[h]/√dHead and table[h, r] = residual[r]·W_V[h]·W_O[h]·[W_in | W_U], less the
 * row of "=", which goes into the base: the attention on "=" is 1 minus the other two.
 *
 * A residual is a token's embedding plus a position's, and all of this is linear in it: the products are made of the
 * tokens and the positions by themselves, half as many rows, and added up.
 */
export function foldPhases(machine: Machine): Phase[] {
  const { kernel, layout, weight, matrix, plan } = machine;
  const { sides: s } = layout;
  const { heads, dVocab } = plan.architecture;
  const position = [s.size, s.size + 1];
  const equals = s.size + 2;

  const parts = matrix('parts');
  const { embed: tokens, position: positions } = weight;
  const sum = (to: Matrix, some: Matrix, row: Matrix, scale: number, count: number, columns: number) =>
    kernel.addRow(to.at, to.row, some.at, some.row, row.at, scale, count, columns);
  const embed = () => {
    sum(parts, tokens, tokens, 0, s.size, s.model);
    sum(from(parts, { row: s.size }), positions, positions, 0, 2, s.model);
    const own = from(tokens, { row: dVocab - 1 });
    sum(from(parts, { row: equals }), own, from(positions, { row: 2 }), 1, 1, s.model);
  };

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

  const values = product(kernel, matrix('values'), parts, weight.value, {
    m: s.partRows,
    n: s.allHeads,
    k: s.model,
    rowsPerTask: 32,
  });
  const queries = product(kernel, matrix('queries'), from(parts, { row: equals }), weight.query, {
    m: 4,
    n: s.allHeads,
    k: s.model,
  });
  const base = matrix('base');
  const readBase = product(kernel, base, from(parts, { row: equals }), weight.read, {
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

  const scoreParts = matrix('scoreParts');
  const score = inOrder(
    () => spreadQueries(machine),
    ...product(kernel, matrix('keyReads'), weight.key, matrix('queryBlocks'), {
      m: s.model,
      n: s.heads,
      k: s.allHeads,
    }),
    ...product(kernel, scoreParts, parts, matrix('keyReads'), { m: s.partRows, n: s.heads, k: s.model }),
    () => {
      const scores = matrix('scores');
      position.forEach((row, side) => {
        sum(from(scores, { row: side * s.size }), scoreParts, from(scoreParts, { row }), 1, s.size, s.heads);
      });
      const own = from(scoreParts, { row: equals });
      sum(from(scores, { row: 2 * s.size }), own, own, 0, 1, s.heads);
    },
    turn(matrix('keyReadsT'), matrix('keyReads'), s.model, s.heads),
  );

  const tableParts = (head: number, row = 0) => from(matrix('tableParts'), { row: head * s.partRows + row });
  const fillParts = range(heads).flatMap((head) =>
    product(
      kernel,
      tableParts(head),
      from(matrix('values'), { column: head * s.headWidth }),
      from(matrix('mixer'), { row: head * s.headWidth }),
      { m: s.partRows, n: s.composite, k: s.headWidth, rowsPerTask: 60 },
    ),
  );
  const fillTable = range(heads).flatMap((head) =>
    position.map((row, side) => () => {
      const table = (at: number) => from(matrix('table'), { row: head * s.tableRows + at });
      const shift = table(2 * s.size + side);
      sum(shift, tableParts(head, row), tableParts(head, equals), -1, 1, s.composite);
      sum(table(side * s.size), tableParts(head), shift, 1, s.size, s.composite);
    }),
  );
  const finishBase = () => {
    for (let head = 0; head < heads; head++)
      kernel.add(base.at, base.at, tableParts(head, equals).at, s.composite);
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
    [score, ...fillParts],
    [...fillTable, finishBase],
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
