import type { Architecture } from '../architecture';
import type { LossName } from '../backend';
import type { Address } from './exports';

/** Training rows are worked on in this many shards, whatever the number of threads: the bits stay the same. */
export const SHARDS = 12;

/** How many pairs one evaluation pass holds. */
export const BATCH = 2048;

/** Rows that pass through the network together, at most: their tile of the columns stays in the first-level cache. */
export const BLOCK = 80;

/** Neurons whose values are made into lists at a time. */
export const LISTED_NEURONS = 128;

/** Bytes from list to list: a header, an entry of 8 bytes for each value, and room for two; an odd number of lines. */
export const LIST_ROW = 1088;

/** Bytes of the lists of one thread, of the rows of a block or of the columns of as many neurons: there are more of these. */
export const LISTS = LISTED_NEURONS * LIST_ROW;

/** What the layout of the memory follows from. */
export interface Plan {
  readonly architecture: Architecture;
  /** The number of training pairs. */
  readonly examples: number;
  readonly loss: LossName;
  /** How many gradients Grokfast-MA averages; 0 where it is off. */
  readonly window: number;
  readonly threads: number;
}

/** Sides of the padded matrices. All are counts of floats; names with `Row` are bytes from row to row. */
export interface Sides {
  /** Elements of the task. */
  readonly size: number;
  /** Heads, to a multiple of 8. */
  readonly heads: number;
  /** One head's width, to a multiple of 8; and all heads beside each other. */
  readonly headWidth: number;
  readonly allHeads: number;
  readonly model: number;
  readonly neurons: number;
  readonly logits: number;
  /** Neurons and logits beside each other, to a multiple of 16. */
  readonly composite: number;
  /** Rows that everything is made of: tokens at 0.., positions 0 and 1 at size and size + 1, "=" at size + 2, zeros. */
  readonly partRows: number;
  /** Rows of the tables: x at 0.., y at size.., then what is left of them for "=" or for scratch, and zeros. */
  readonly tableRows: number;
  readonly modelRow: number;
  readonly headsRow: number;
  readonly allHeadsRow: number;
  readonly logitRow: number;
  readonly neuronRow: number;
  readonly compositeRow: number;
}

const upTo = (multiple: number, n: number) => Math.ceil(n / multiple) * multiple;

/** A row of n floats as an odd number of cache lines: a power of two would map columns onto the same few sets. */
const oddLines = (n: number) => {
  const lines = Math.ceil(n / 16);
  return (lines % 2 === 0 ? lines + 1 : lines) * 64;
};

/** The padded sides of an architecture. */
export function sides(a: Architecture): Sides {
  const size = a.dVocab - 1;
  const headWidth = upTo(8, a.dHead);
  const allHeads = a.heads * headWidth;
  const model = upTo(8, a.dModel);
  const neurons = upTo(16, a.dMlp);
  const logits = upTo(8, a.dVocabOut);
  const composite = upTo(16, neurons + logits);
  return {
    size,
    heads: upTo(8, a.heads),
    headWidth,
    allHeads,
    model,
    neurons,
    logits,
    composite,
    // Products write four rows at a time, also from the row of "=" on.
    partRows: upTo(4, size + 6),
    tableRows: upTo(4, 2 * size + 4),
    modelRow: oddLines(model),
    headsRow: upTo(8, a.heads) * 4,
    allHeadsRow: oddLines(allHeads),
    logitRow: oddLines(logits),
    neuronRow: oddLines(neurons),
    compositeRow: oddLines(composite),
  };
}

/**
 * Bytes of each trained array in the kernel's own layout. The projections of all heads stand beside each other,
 * W_in and W_U too (`read`: [dModel, neurons | logits]); b_out has four rows of which only the first is used.
 */
function trained(a: Architecture, s: Sides) {
  return {
    embed: upTo(4, a.dVocab) * s.modelRow,
    position: 4 * s.modelRow,
    query: s.model * s.allHeadsRow,
    key: s.model * s.allHeadsRow,
    value: s.model * s.allHeadsRow,
    output: s.allHeads * s.modelRow,
    read: s.model * s.compositeRow,
    bIn: s.neurons * 4,
    write: s.neurons * s.modelRow,
    bOut: 4 * s.modelRow,
  };
}

/** The trained arrays, by the kernel's names. */
export type TrainedName = keyof ReturnType<typeof trained>;

/** Everything else that a step needs, in bytes. */
function working(a: Architecture, s: Sides, examples: number, threads: number) {
  const shardRows = upTo(4, Math.ceil(examples / SHARDS));
  const count = upTo(4, SHARDS * shardRows);
  const heads4 = upTo(4, a.heads);
  const table = heads4 * s.tableRows * s.compositeRow;
  const tableParts = a.heads * s.partRows * s.compositeRow;
  return {
    // Tables of the current weights.
    parts: s.partRows * s.modelRow,
    values: s.partRows * s.allHeadsRow,
    queries: 4 * s.allHeadsRow,
    queryBlocks: s.allHeads * s.headsRow,
    queryBlocksT: s.heads * s.allHeadsRow,
    keyReads: s.model * s.headsRow,
    keyReadsT: s.heads * s.modelRow,
    scoreParts: s.partRows * s.headsRow,
    scores: s.tableRows * s.headsRow,
    mixer: s.allHeads * s.compositeRow,
    mixerT: s.composite * s.allHeadsRow,
    readT: s.composite * s.modelRow,
    valueT: s.allHeads * s.modelRow,
    queryT: s.allHeads * s.modelRow,
    tableParts,
    table,
    base: 4 * s.compositeRow,
    biasRow: 4 * s.modelRow,
    neuronLogits: s.neurons * s.logitRow,
    neuronLogitsT: s.logits * s.neuronRow,
    // Training examples.
    xs: count * 4,
    ys: count * 4,
    answers: count * 4,
    byX: count * 4,
    byY: count * 4,
    rows: count * s.compositeRow,
    slopes: a.activation === 'relu' ? 0 : count * s.neuronRow,
    soft: 2 * count * s.headsRow,
    mixed: 2 * count * s.headsRow,
    dMixed: 2 * count * s.headsRow,
    losses: count * 8,
    rights: count * 4,
    // What each thread makes lists of.
    lists: threads * LISTS,
    // Gradients on the way back.
    dNeuronLogitShards: SHARDS * s.neurons * s.logitRow,
    dNeuronLogits: s.neurons * s.logitRow,
    dBaseShards: SHARDS * s.compositeRow,
    dBase: 4 * s.compositeRow,
    dTable: table,
    dTableParts: tableParts,
    dScores: s.tableRows * s.headsRow,
    dScoreParts: s.partRows * s.headsRow,
    dMixer: s.allHeads * s.compositeRow,
    dValues: s.partRows * s.allHeadsRow,
    dParts: s.partRows * s.modelRow,
    dKeyReads: s.model * s.headsRow,
    dQueryBlocks: s.allHeads * s.headsRow,
    dQueries: 4 * s.allHeadsRow,
    // Evaluation.
    batchXs: BATCH * 4,
    batchYs: BATCH * 4,
    batchAnswers: BATCH * 4,
    batchRows: BATCH * s.compositeRow,
    batchSoft: 2 * BATCH * s.headsRow,
    batchMixed: 2 * BATCH * s.headsRow,
    batchLosses: BATCH * 8,
    batchRights: BATCH * 4,
  };
}

/** The regions that are not trained. */
export type WorkingName = keyof ReturnType<typeof working>;

/** Where everything lies in the kernel's memory. */
export interface Layout {
  readonly sides: Sides;
  /** Rows of a shard: a multiple of 4; the last shards may hold fewer examples. */
  readonly shardRows: number;
  /** The examples' arrays hold this many rows, the last ones unused. */
  readonly exampleRows: number;
  readonly weights: Readonly<Record<TrainedName, Address>>;
  readonly gradients: Readonly<Record<TrainedName, Address>>;
  /** Floats of all trained arrays together: they lie one after another. */
  readonly trainedFloats: number;
  /** The first byte of the weights, the gradients and AdamW's moments, each `trainedFloats` long. */
  readonly w: Address;
  readonly g: Address;
  readonly m: Address;
  readonly v: Address;
  /** Grokfast's average, as long. */
  readonly slow: Address;
  /** The gradients that Grokfast-MA averages, one after another, each as long. */
  readonly window: Address;
  readonly at: Readonly<Record<WorkingName, Address>>;
  readonly bytes: number;
}

/** Lays out the kernel's memory; the first 64 KiB are the compiler's own. */
export function layOut({ architecture, examples, window: kept, threads }: Omit<Plan, 'loss'>): Layout {
  const s = sides(architecture);
  let next = 65536;
  const place = <N extends string>(regions: Record<N, number>): Record<N, Address> => {
    const addresses = {} as Record<N, Address>;
    for (const name of Object.keys(regions) as N[]) {
      addresses[name] = next;
      next += upTo(64, regions[name]);
    }
    return addresses;
  };
  const w = next;
  const weights = place(trained(architecture, s));
  const trainedBytes = next - w;
  const g = next;
  const gradients = place(trained(architecture, s));
  const m = next;
  const v = m + trainedBytes;
  const slow = v + trainedBytes;
  const window = slow + trainedBytes;
  next = window + kept * trainedBytes;
  const shardRows = upTo(4, Math.ceil(examples / SHARDS));
  return {
    sides: s,
    shardRows,
    exampleRows: SHARDS * shardRows,
    weights,
    gradients,
    trainedFloats: trainedBytes / 4,
    w,
    g,
    m,
    v,
    slow,
    window,
    at: place(working(architecture, s, examples, threads)),
    bytes: next,
  };
}
