import type { Address, KernelExports } from './exports';
import { type Layout, LISTS, layOut, type Plan, type TrainedName, type WorkingName } from './layout';
import type { Matrix } from './tasks';

/** What every phase works with: the compiled functions, the memory's layout, and the matrices in it by name. */
export interface Machine {
  readonly plan: Plan;
  readonly kernel: KernelExports;
  readonly layout: Layout;
  readonly memory: WebAssembly.Memory;
  /** Where this thread makes its lists. */
  readonly lists: Address;
  readonly weight: Readonly<Record<TrainedName, Matrix>>;
  readonly gradient: Readonly<Record<TrainedName, Matrix>>;
  /** A working region as a matrix. */
  readonly matrix: (name: WorkingName) => Matrix;
}

/** Bytes from row to row of each trained array. */
function trainedRows({ sides: s }: Layout): Record<TrainedName, number> {
  return {
    embed: s.modelRow,
    position: s.modelRow,
    query: s.allHeadsRow,
    key: s.allHeadsRow,
    value: s.allHeadsRow,
    output: s.modelRow,
    read: s.compositeRow,
    bIn: s.neurons * 4,
    write: s.modelRow,
    bOut: s.modelRow,
  };
}

/** Bytes from row to row of the working matrices; regions that are plain lists have none. */
function workingRows({ sides: s }: Layout): Partial<Record<WorkingName, number>> {
  const { modelRow, headsRow, allHeadsRow, logitRow, neuronRow, compositeRow } = s;
  return {
    parts: modelRow,
    values: allHeadsRow,
    queries: allHeadsRow,
    queryBlocks: headsRow,
    queryBlocksT: allHeadsRow,
    keyReads: headsRow,
    keyReadsT: modelRow,
    scoreParts: headsRow,
    scores: headsRow,
    mixer: compositeRow,
    mixerT: allHeadsRow,
    readT: modelRow,
    valueT: modelRow,
    queryT: modelRow,
    tableParts: compositeRow,
    table: compositeRow,
    base: compositeRow,
    biasRow: modelRow,
    neuronLogits: logitRow,
    neuronLogitsT: neuronRow,
    rows: compositeRow,
    slopes: neuronRow,
    dNeuronLogitShards: logitRow,
    dNeuronLogits: logitRow,
    dBaseShards: compositeRow,
    dBase: compositeRow,
    dTable: compositeRow,
    dTableParts: compositeRow,
    dScores: headsRow,
    dScoreParts: headsRow,
    dMixer: compositeRow,
    dValues: allHeadsRow,
    dParts: modelRow,
    dKeyReads: headsRow,
    dQueryBlocks: headsRow,
    dQueries: allHeadsRow,
    batchRows: compositeRow,
  };
}

function matrices<N extends string>(
  at: Readonly<Record<N, Address>>,
  rows: Record<N, number>,
): Record<N, Matrix> {
  const result = {} as Record<N, Matrix>;
  for (const name of Object.keys(at) as N[]) result[name] = { at: at[name], row: rows[name] };
  return result;
}

/** The compiled functions, on a memory. */
export function bindKernel(module: WebAssembly.Module, memory: WebAssembly.Memory): KernelExports {
  const instance = new WebAssembly.Instance(module, {
    env: {
      memory,
      abort: () => {
        throw new Error('the training kernel met a state that it excludes');
      },
    },
  });
  // The compiler checks the functions' types where they are defined; the module is always built from there.
  return instance.exports as unknown as KernelExports;
}

/** Binds compiled functions to a memory laid out for a plan, for one of its threads, counted from 0. */
export function bindMachine(
  plan: Plan,
  module: WebAssembly.Module,
  memory: WebAssembly.Memory,
  thread: number,
): Machine {
  const layout = layOut(plan);
  const rows = workingRows(layout);
  return {
    plan,
    kernel: bindKernel(module, memory),
    layout,
    memory,
    lists: layout.at.lists + thread * LISTS,
    weight: matrices(layout.weights, trainedRows(layout)),
    gradient: matrices(layout.gradients, trainedRows(layout)),
    matrix: (name) => ({ at: layout.at[name], row: rows[name] ?? 0 }),
  };
}
