import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors';
import { writeAtomically } from './atomic-node';
import { type Manifest, parseManifest } from './manifest';
import { Run } from './run';
import { encodeSafetensors } from './safetensors';
import { sha256 } from './sha256';
import { folderSource, runsFolder } from './source-node';
import type { NamedTensor, Tensor } from './tensor';

/** What the caller says of a run; the writer keeps the tables of files, tensors and checkpoints. */
export type ManifestHead = Omit<Manifest, 'format' | 'version' | 'files' | 'tensors' | 'steps'>;

/**
 * Records a run. Files are written under names that the manifest on disk does not use yet, and
 * count from the moment `commit` renames the new manifest into place: whenever the process dies,
 * the folder holds a whole run.
 */
export class RunWriter {
  private constructor(
    readonly folder: string,
    private manifest: Manifest,
  ) {}

  /**
   * Begins a run in an empty or new folder.
   *
   * @throws InputError if the folder holds a run already.
   */
  static async create(head: ManifestHead, runs = runsFolder): Promise<RunWriter> {
    const folder = path.join(runs, head.name);
    const present = await readdir(folder).catch((): string[] => []);
    if (present.includes('run.json')) {
      throw new InputError(
        `${folder} holds a run already. Choose another name with out=, continue it with resume=${head.name}, or remove the folder.`,
      );
    }
    return new RunWriter(folder, {
      ...head,
      format: 'clockwork-run',
      version: 1,
      steps: { total: 0, checkpoints: [] },
      files: {},
      tensors: [],
    });
  }

  /** Continues a run that exists: more checkpoints, or measures beside them. */
  static async extend(name: string, runs = runsFolder): Promise<RunWriter> {
    const { manifest } = await Run.open(folderSource(name, runs));
    return new RunWriter(path.join(runs, name), manifest);
  }

  /** The manifest as it will be committed. */
  get current(): Manifest {
    return this.manifest;
  }

  /** Replaces what the caller says of the run: status, headline measures, wall time. */
  describe(change: Partial<Omit<ManifestHead, 'name'>>): void {
    this.manifest = { ...this.manifest, ...change };
  }

  /**
   * Writes a file of named tensors, in place of the file of this name if there is one.
   *
   * @param file - `metrics`, `analysis`, `surfaces`: the name without its ending.
   */
  async writeTensors(file: string, tensors: readonly NamedTensor[]): Promise<void> {
    const replaced = this.tensorFiles(file);
    const target = replaced.includes(`${file}.safetensors`) ? `${file}-b.safetensors` : `${file}.safetensors`;
    const entries = tensors.map(({ name, dtype, shape, dims, unit, meaning, coords }) => ({
      name,
      file: target,
      dtype,
      shape: [...shape],
      dims: [...dims],
      unit,
      meaning,
      ...(coords === undefined
        ? {}
        : { coords: Object.fromEntries(Object.entries(coords).map(([dim, along]) => [dim, [...along]])) }),
    }));
    const written = await this.writeFile(target, Object.fromEntries(tensors.map((t) => [t.name, t])));
    const names = new Set(tensors.map(({ name }) => name));
    this.manifest = {
      ...this.manifest,
      files: { ...without(this.manifest.files, replaced), [target]: written },
      tensors: [
        ...this.manifest.tensors.filter((entry) => !replaced.includes(entry.file) && !names.has(entry.name)),
        ...entries,
      ],
    };
  }

  /** Writes the state of one step as `checkpoints/step-NNNNNN.safetensors` and makes it the run's last step. */
  async writeCheckpoint(step: number, tensors: Readonly<Record<string, Tensor>>): Promise<void> {
    const file = `checkpoints/step-${String(step).padStart(6, '0')}.safetensors`;
    const written = await this.writeFile(file, tensors);
    const others = this.manifest.steps.checkpoints.filter((checkpoint) => checkpoint.step !== step);
    this.manifest = {
      ...this.manifest,
      steps: {
        total: Math.max(step, this.manifest.steps.total),
        checkpoints: [...others, { step, file }].sort((a, b) => a.step - b.step),
      },
      files: { ...this.manifest.files, [file]: written },
    };
  }

  /** Forgets checkpoints, so that a run that is passed on stays small; their files go at the next commit. */
  dropCheckpoints(drop: (step: number) => boolean): void {
    const dropped = this.manifest.steps.checkpoints.filter(({ step }) => drop(step)).map(({ file }) => file);
    this.manifest = {
      ...this.manifest,
      files: without(this.manifest.files, dropped),
      steps: {
        ...this.manifest.steps,
        checkpoints: this.manifest.steps.checkpoints.filter(({ file }) => !dropped.includes(file)),
      },
    };
  }

  /** Makes everything written so far count, and clears away the files that nothing names any more. */
  async commit(): Promise<void> {
    const text = `${JSON.stringify(this.manifest, null, 1)}\n`;
    // What we would not read back must not be written.
    parseManifest(text, `${this.folder}/run.json`);
    await writeAtomically(path.join(this.folder, 'run.json'), text);
    await this.sweep();
  }

  /** Gives every file of tensors its plain name back, once nothing will replace it any more, and commits. */
  async settle(): Promise<void> {
    await this.commit();
    for (const file of Object.keys(this.manifest.files)) {
      const plain = file.replace(/-b\.safetensors$/, '.safetensors');
      const listed = this.manifest.files[file];
      if (plain === file || listed === undefined) continue;
      await writeAtomically(path.join(this.folder, plain), await readFile(path.join(this.folder, file)));
      this.manifest = {
        ...this.manifest,
        files: { ...without(this.manifest.files, [file]), [plain]: listed },
        tensors: this.manifest.tensors.map((entry) =>
          entry.file === file ? { ...entry, file: plain } : entry,
        ),
      };
    }
    await this.commit();
  }

  private async writeFile(file: string, tensors: Readonly<Record<string, Tensor>>) {
    const bytes = encodeSafetensors(tensors, { format: 'clockwork-run', run: this.manifest.name });
    const [hash] = await Promise.all([sha256(bytes), writeAtomically(path.join(this.folder, file), bytes)]);
    return { bytes: bytes.length, sha256: hash };
  }

  /** The names under which a file of tensors stands in the manifest: it alternates between two. */
  private tensorFiles(file: string): string[] {
    return [`${file}.safetensors`, `${file}-b.safetensors`].filter(
      (name) => this.manifest.files[name] !== undefined,
    );
  }

  private async sweep(): Promise<void> {
    for (const sub of ['', 'checkpoints']) {
      const present = await readdir(path.join(this.folder, sub)).catch((): string[] => []);
      for (const name of present) {
        const file = sub === '' ? name : `${sub}/${name}`;
        const ours = name.endsWith('.safetensors') || name.endsWith('.part');
        if (ours && this.manifest.files[file] === undefined)
          await rm(path.join(this.folder, file), { force: true });
      }
    }
  }
}

/** A record without some of its keys. */
function without<T>(record: Readonly<Record<string, T>>, keys: readonly string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}
