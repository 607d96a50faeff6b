import type { Network } from '../model/network';
import type { Task } from '../model/task';
import type { FloatArray } from '../model/weights';
import type { NamedTensor } from '../recording/tensor';
import { type AdditiveView, additiveView, viewLogits, viewNetwork, viewPairs } from './additive-view';
import type { LogitTable } from './logit-waves';
import { named } from './named-tensors';
import type { PairSplit } from './split-score';

/** A table of answers and which of its pairs were trained on. */
export interface PairTable {
  /** The side of the table. */
  readonly size: number;
  /** The answer of every pair, row-major; −1 where there is none. */
  readonly labels: Int32Array;
  readonly split: PairSplit;
}

/**
 * How the analysis looks at a network: relabelled as addition where the operation allows it, else as it is.
 * Everything that is measured and recorded speaks of this table; for x + y it is the task's own.
 */
export interface Perspective {
  readonly table: PairTable;
  readonly network: (network: Network) => Network;
  /** Logits [pairs, columns] of all pairs of the task, in its own order, as seen from here. */
  readonly logits: (values: FloatArray, columns: number) => LogitTable;
  /** The relabelling, or why the operation is no addition. */
  readonly view: AdditiveView | { readonly reason: string };
}

/** The perspective on a task. */
export function perspectiveOn(task: Task, split: PairSplit): Perspective {
  const view = additiveView(task);
  if ('reason' in view) {
    return {
      table: { size: task.size, labels: task.labels, split },
      network: (network) => network,
      logits: (values, columns) => ({ p: task.size, columns, values }),
      view,
    };
  }
  const { n } = view;
  const seen = (pairs: Int32Array) => viewPairs(pairs, task.size, view);
  return {
    table: {
      size: n,
      labels: Int32Array.from({ length: n * n }, (_, pair) => (Math.floor(pair / n) + (pair % n)) % n),
      split: { train: seen(split.train), test: seen(split.test) },
    },
    network: (network) => viewNetwork(network, view),
    logits: (values, columns) => viewLogits(values, columns, task.size, view),
    view,
  };
}

/** What the positions of a relabelled table stand for; nothing where it is the task's own. */
export function viewTensors({ view }: Perspective): NamedTensor[] {
  if ('reason' in view || (view.left === view.right && view.generator === undefined)) return [];
  const meaning = (role: string) =>
    `the ${role} that stands at each position: everything recorded is relabelled so that the operation is addition mod ${view.n}` +
    (view.generator === undefined ? '' : `; positions are exponents of ${view.generator}`);
  return (['left', 'right', 'answer'] as const).map((role) =>
    named(
      `view.${role}`,
      view[role],
      { position: view.n },
      { unit: '1', meaning: meaning(role === 'answer' ? 'answer' : `${role} operand`) },
    ),
  );
}
