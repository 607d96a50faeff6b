import type { Architecture } from '../architecture';
import { mapWeights, WEIGHT_NAMES, type WeightName, type Weights, weightLength } from '../weights';
import type { Address } from './exports';
import { type Layout, sides, type TrainedName } from './layout';

/** A run of floats that lies together both in a weight's own layout and in the kernel's. */
interface Run {
  /** Index of its first value in the weight. */
  readonly index: number;
  /** The kernel's array, and the byte in it. */
  readonly array: TrainedName;
  readonly offset: number;
  readonly length: number;
}

function rows(array: TrainedName, count: number, length: number, row: number, start = 0): Run[] {
  return Array.from({ length: count }, (_, i) => ({
    index: i * length,
    array,
    offset: start + i * row,
    length,
  }));
}

/** Where every weight's values lie in the kernel's arrays. */
function runs(a: Architecture): Record<WeightName, Run[]> {
  const s = sides(a);
  const heads = Array.from({ length: a.heads }, (_, head) => head);
  const projection = (array: TrainedName) =>
    heads.flatMap((head) =>
      rows(array, a.dModel, a.dHead, s.allHeadsRow, head * s.headWidth * 4).map((run) => ({
        ...run,
        index: run.index + head * a.dModel * a.dHead,
      })),
    );
  return {
    'embed.W_E': rows('embed', a.dVocab, a.dModel, s.modelRow),
    'pos_embed.W_pos': rows('position', 3, a.dModel, s.modelRow),
    'blocks.0.attn.W_Q': projection('query'),
    'blocks.0.attn.W_K': projection('key'),
    'blocks.0.attn.W_V': projection('value'),
    'blocks.0.attn.W_O': heads.flatMap((head) =>
      rows('output', a.dHead, a.dModel, s.modelRow, head * s.headWidth * s.modelRow).map((run) => ({
        ...run,
        index: run.index + head * a.dHead * a.dModel,
      })),
    ),
    'blocks.0.mlp.W_in': rows('read', a.dModel, a.dMlp, s.compositeRow),
    'blocks.0.mlp.b_in': rows('bIn', 1, a.dMlp, s.neurons * 4),
    'blocks.0.mlp.W_out': rows('write', a.dMlp, a.dModel, s.modelRow),
    'blocks.0.mlp.b_out': rows('bOut', 1, a.dModel, s.modelRow),
    'unembed.W_U': rows('read', a.dModel, a.dVocabOut, s.compositeRow, s.neurons * 4),
  };
}

/** Copies weights between their own layouts and the kernel's padded ones. */
export class Packer {
  private readonly runs: Record<WeightName, Run[]>;

  constructor(
    private readonly architecture: Architecture,
    private readonly layout: Layout,
    private readonly memory: WebAssembly.Memory,
  ) {
    this.runs = runs(architecture);
  }

  /** Writes weights to the trained arrays that begin at `base`. */
  write(base: Address, weights: Weights<Float32Array>): void {
    for (const name of WEIGHT_NAMES) {
      const values = weights[name];
      for (const run of this.runs[name])
        this.view(base, run).set(values.subarray(run.index, run.index + run.length));
    }
  }

  /** Reads them back. */
  read(base: Address): Weights<Float32Array> {
    return mapWeights((name) => {
      const values = new Float32Array(weightLength(this.architecture, name));
      for (const run of this.runs[name]) values.set(this.view(base, run), run.index);
      return values;
    });
  }

  private view(base: Address, { array, offset, length }: Run): Float32Array {
    const address = base + (this.layout.weights[array] - this.layout.w) + offset;
    return new Float32Array(this.memory.buffer, address, length);
  }
}
