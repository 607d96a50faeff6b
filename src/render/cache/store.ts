import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from '../alive';
import { beginFile, type Draft, dropStaleDrafts, writeWhole } from '../atomic';
import type { SceneMark } from '../cues';
import type { FrameRange } from '../frames';
import type { PlaybackDescription } from '../page/protocol';
import { makeRoom } from './limit';
import { areCurrent, type Read, recordReads, type Seen } from './reads';

/** What is known of a film once its scenes have been run through. */
export interface Measured extends PlaybackDescription {
  /** Stretches of all scenes of the project, where somebody needed them, and what they depend on. */
  readonly whole?: { readonly key: string; readonly marks: readonly SceneMark[] } | undefined;
}

/** The file that tells what a folder of pieces is. */
interface StoreRecord {
  readonly measured: Measured;
  /** What the scenes had read when the last piece was finished. */
  readonly reads: readonly Read[];
}

/** Where the pieces of one film lie while it is made, and afterwards for the next time. */
export interface PieceStore {
  readonly folder: string;
  /** What an earlier render found out; undefined if there was none. */
  readonly measured: Measured | undefined;
  readonly keep: (measured: Measured) => Promise<void>;
  readonly path: (piece: FrameRange) => string;
  /** Which of these are there. */
  readonly present: (pieces: readonly FrameRange[]) => Promise<ReadonlySet<FrameRange>>;
  readonly begin: (piece: FrameRange) => Promise<Draft>;
  /** Lets go of it: pieces that nobody may use again are removed, and the oldest of others if there are too many. */
  readonly close: () => Promise<void>;
}

const RECORD = 'film.json';

/** How a store is opened. */
export interface StoreOptions {
  /** Folder of all stores. */
  readonly root: string;
  /** Name of everything that the pieces depend on besides what the scenes read; undefined keeps nothing. */
  readonly key: string | undefined;
  readonly ending: string;
  /** What pages have read so far. */
  readonly seen: () => ReadonlyMap<string, Seen>;
  /** Whether pieces of a film that was not finished may be used. */
  readonly resume: boolean;
}

/**
 * Opens the store of a film. Pieces of an earlier render are there if everything that they depend on is as it was.
 *
 * What scenes read is known only once they have read it: the record beside the pieces names it, and is looked at
 * before they are used.
 */
export async function openStore({ root, key, ending, seen, resume }: StoreOptions): Promise<PieceStore> {
  const own = `temporary-${process.pid}-${randomBytes(4).toString('hex')}`;
  const folder = join(root, key ?? own);
  await mkdir(folder, { recursive: true });
  await dropAbandoned(root);
  await dropStaleDrafts(folder);
  let known = key === undefined ? undefined : await readRecord(folder);
  if (known !== undefined && !(resume && (await areCurrent(known.reads)))) known = undefined;
  if (known === undefined) for (const name of await readdir(folder)) await rm(join(folder, name));
  const now = new Date();
  if (known !== undefined) await utimes(join(folder, RECORD), now, now);
  let measured = known?.measured;
  let saved = '';
  // Once a file changed while it was read, nobody can say any more what the pieces show.
  let usable = true;
  const save = async () => {
    const reads = seen();
    if (measured === undefined || !usable) return;
    const recorded = await recordReads(new Map(reads));
    if (recorded === undefined) {
      usable = false;
      await rm(join(folder, RECORD), { force: true });
      return;
    }
    const before = known?.reads.filter(([path]) => !reads.has(path)) ?? [];
    const record: StoreRecord = { measured, reads: [...before, ...recorded] };
    const text = JSON.stringify(record);
    if (text !== saved) await writeWhole(join(folder, RECORD), Buffer.from(text));
    saved = text;
  };
  const nameOf = ({ from, to }: FrameRange) => `${from}-${to}.${ending}`;
  return {
    folder,
    measured,
    keep: async (found) => {
      measured = found;
      await save();
    },
    path: (piece) => join(folder, nameOf(piece)),
    present: async (pieces) => {
      const names = new Set(await readdir(folder));
      return new Set(pieces.filter((piece) => names.has(nameOf(piece))));
    },
    begin: async (piece) => {
      const draft = await beginFile(join(folder, nameOf(piece)));
      return {
        ...draft,
        finish: async () => {
          // First what it depends on, then the piece: there is never one whose record says too little.
          await save();
          return draft.finish();
        },
      };
    },
    close: async () => {
      if (key === undefined || !usable) await rm(folder, { recursive: true, force: true });
      await makeRoom(root, folder);
    },
  };
}

async function readRecord(folder: string): Promise<StoreRecord | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, RECORD), 'utf8')) as StoreRecord;
  } catch {
    return undefined; // Never written: what lies there is of no use.
  }
}

/** Removes the folders of renders that were killed and wanted nothing kept. */
async function dropAbandoned(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const [, pid] = /^temporary-(\d+)-/.exec(name) ?? [];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(root, name), { recursive: true, force: true });
  }
}
