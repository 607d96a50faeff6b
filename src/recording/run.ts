import { InputError } from '../errors';
import { type Manifest, parseManifest, type TensorEntry } from './manifest';
import { decodeSafetensors } from './safetensors';
import { sha256 } from './sha256';
import type { RunSource } from './source';
import { type NamedTensor, select, type Tensor } from './tensor';

/** A surface over all pairs (x, y): the value at (x, y) stands at `data[x * p + y]`. */
export interface Surface {
  readonly p: number;
  readonly data: Float32Array | Float64Array;
}

/** A recorded run, read on demand; every file is checked against the manifest before it is used. */
export class Run {
  private readonly files = new Map<string, Promise<Map<string, Tensor>>>();
  private readonly entries: ReadonlyMap<string, TensorEntry>;

  private constructor(
    private readonly source: RunSource,
    readonly manifest: Manifest,
  ) {
    this.entries = new Map(manifest.tensors.map((entry) => [entry.name, entry]));
  }

  /**
   * Opens a run by reading its manifest.
   *
   * @throws InputError if the run does not exist or its manifest does not fit the schema.
   */
  static async open(source: RunSource): Promise<Run> {
    const text = new TextDecoder().decode(await source.read('run.json'));
    const manifest = parseManifest(text, `run "${source.name}": ${source.where}/run.json`);
    return new Run(source, manifest);
  }

  get name(): string {
    return this.source.name;
  }

  /** The size of the table: tokens 0 … p−1 are the residues. */
  get p(): number {
    return this.manifest.task.p;
  }

  /** Whether the run holds a tensor. */
  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * A tensor by name, with its dimensions and notes.
   *
   * @throws InputError that names the run, the tensor and the command that records it, or the file
   *   that is missing, truncated or altered and what differs.
   */
  async tensor(name: string): Promise<NamedTensor> {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      throw new InputError(
        `run "${this.name}" has no tensor "${name}". Record it with: npm run analyze run=${this.name}`,
      );
    }
    const found = (await this.file(entry.file)).get(name);
    if (found === undefined) throw this.differs(entry.file, `the tensor "${name}" is not in it`);
    const { file: _, ...notes } = entry;
    return { ...notes, data: found.data };
  }

  /**
   * A surface [x, y] out of a tensor, at given labels of its other axes.
   *
   * @example `run.surface('blocks.0.mlp.hook_pre', {neuron: 106})`
   * @throws InputError as `tensor` does, or if what is left is not a p×p surface.
   */
  async surface(name: string, at: Readonly<Record<string, number | string>> = {}): Promise<Surface> {
    const { data, dims, shape } = select(await this.tensor(name), at);
    const isSurface = dims.length === 2 && shape.every((extent) => extent === this.p);
    if (!isSurface || !(data instanceof Float32Array || data instanceof Float64Array)) {
      throw new InputError(
        `run "${this.name}": "${name}" at ${JSON.stringify(at)} has axes [${dims.join(', ')}] of [${shape.join(', ')}], not a surface [x, y] of floats.`,
      );
    }
    return { p: this.p, data };
  }

  /** A tensor of one axis as plain numbers, for what is small. */
  async numbers(name: string): Promise<readonly number[]> {
    return Array.from((await this.tensor(name)).data);
  }

  /** The steps whose weights are recorded, ascending. */
  get checkpointSteps(): readonly number[] {
    return this.manifest.steps.checkpoints.map(({ step }) => step);
  }

  /**
   * Every tensor of a checkpoint, under the names of TransformerLens.
   *
   * @throws InputError if no weights are recorded at this step.
   */
  async checkpoint(step: number): Promise<ReadonlyMap<string, Tensor>> {
    const found = this.manifest.steps.checkpoints.find((checkpoint) => checkpoint.step === step);
    if (found === undefined) {
      const known = this.checkpointSteps;
      const shown =
        known.length > 8 ? `${known.slice(0, 4).join(', ')}, …, ${known.at(-1)}` : known.join(', ');
      throw new InputError(
        `run "${this.name}" has no weights of step ${step}; recorded: ${shown || 'none'}.`,
      );
    }
    return this.readFile(found.file);
  }

  /**
   * Checks files against the manifest without keeping them: size, hash, types, shapes.
   *
   * @param files - Which; all that hold listed tensors by default (not the checkpoints).
   */
  async verify(
    files: readonly string[] = [...new Set(this.manifest.tensors.map(({ file }) => file))],
  ): Promise<void> {
    for (const file of files) await this.readFile(file);
  }

  /** A file that stays in memory: its tensors are asked for one by one. */
  private file(name: string): Promise<Map<string, Tensor>> {
    const known = this.files.get(name) ?? this.readFile(name);
    this.files.set(name, known);
    return known;
  }

  private async readFile(name: string): Promise<Map<string, Tensor>> {
    const expected = this.manifest.files[name];
    if (expected === undefined) throw this.differs(name, 'the manifest does not list it');
    const bytes = await this.source.read(name);
    if (bytes.length !== expected.bytes) {
      throw this.differs(name, `it has ${bytes.length} bytes, the manifest says ${expected.bytes}`);
    }
    const hash = await sha256(bytes);
    if (hash !== expected.sha256) {
      throw this.differs(
        name,
        `its SHA-256 is ${hash.slice(0, 12)}…, the manifest says ${expected.sha256.slice(0, 12)}…`,
      );
    }
    const tensors = decodeSafetensors(bytes, `run "${this.name}": ${this.source.where}/${name}`);
    for (const entry of this.manifest.tensors) {
      if (entry.file !== name) continue;
      const found = tensors.get(entry.name);
      if (found === undefined) throw this.differs(name, `the tensor "${entry.name}" is not in it`);
      if (found.dtype !== entry.dtype || found.shape.join() !== entry.shape.join()) {
        throw this.differs(
          name,
          `"${entry.name}" is ${found.dtype} [${found.shape.join(', ')}], the manifest says ${entry.dtype} [${entry.shape.join(', ')}]`,
        );
      }
    }
    return tensors;
  }

  private differs(file: string, what: string): InputError {
    return new InputError(
      `run "${this.name}": the file ${this.source.where}/${file} does not fit its manifest: ${what}.\n` +
        `  Restore the file, or record the run again: ${this.manifest.made.command}`,
    );
  }
}
