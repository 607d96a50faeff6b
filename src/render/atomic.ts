import { constants } from 'node:fs';
import { access, type FileHandle, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { InputError, WorkError } from '../errors';
import { isAlive } from './alive';
import { CACHE_NAME } from './bundle-cache';

/** A file on its way: written under another name, it gets its own only when it is whole. */
export interface Draft {
  /** Where to write; it does not end like the file it will become. */
  readonly path: string;
  /** Makes the content durable and gives it its name. Returns its size in bytes. */
  readonly finish: () => Promise<number>;
  /** Removes what was written. Safe to call after `finish`. */
  readonly discard: () => Promise<void>;
}

/**
 * Begins a file, and makes the folder it will lie in.
 *
 * @throws WorkError if the folder cannot be made or written to; InputError if a folder has the file's name.
 */
export async function beginFile(path: string): Promise<Draft> {
  const target = resolve(path);
  const folder = dirname(target);
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK);
  } catch (error) {
    throw writeError(path, error);
  }
  if ((await stat(target).catch(() => undefined))?.isDirectory()) {
    throw new InputError(`${path} is a folder: give the name of a file.`);
  }
  await dropStaleDrafts(folder);
  const draft = join(folder, draftName(target));
  return {
    path: draft,
    finish: async () => {
      try {
        const handle = await open(draft, 'r+');
        const { size } = await handle.stat();
        await handle.sync().finally(() => handle.close());
        await rename(draft, target);
        await syncFolder(folder);
        return size;
      } catch (error) {
        throw writeError(path, error);
      }
    },
    discard: () => rm(draft, { force: true }),
  };
}

let drafts = 0;

/** A name beside a file, unlike that of any other draft, and without the file's ending. */
export function draftName(target: string): string {
  const unique = `${Date.now().toString(36)}${(drafts++).toString(36)}`;
  return `.${basename(target)}.${process.pid}-${unique}.partial`;
}

/** A draft's name: that of its file, and the process that writes it; what belongs to a draft begins like it. */
const DRAFT = /^\..+\.(\d+)-[0-9a-z]+\.partial/;

/** Removes what processes that were killed left behind. */
export async function dropStaleDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = DRAFT.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(folder, name), { recursive: true, force: true });
  }
}

/** Writes a whole file or nothing. */
export async function writeWhole(path: string, content: Uint8Array): Promise<void> {
  const draft = await beginFile(path);
  try {
    const handle = await open(draft.path, 'wx');
    await handle.writeFile(content).finally(() => handle.close());
    await draft.finish();
  } catch (error) {
    throw error instanceof WorkError ? error : writeError(path, error);
  } finally {
    await draft.discard();
  }
}

/** A rename lasts only once its folder is written; systems that cannot sync a folder do without. */
export async function syncFolder(folder: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(folder, 'r');
    await handle.sync();
  } catch {
    // Windows, and some network drives.
  } finally {
    await handle?.close();
  }
}

/** Says why a file cannot be written, and what to do. */
export function writeError(path: string, error: unknown): WorkError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  // Pieces lie where out= has no say.
  const elsewhere = path.includes(`${sep}${CACHE_NAME}${sep}`)
    ? 'remove what films keep: npm run render clean=true'
    : 'write elsewhere with out=';
  const remedies: Readonly<Record<string, string>> = {
    ENOSPC: `the disk is full: make room, or ${elsewhere}`,
    EDQUOT: `the quota is used up: make room, or ${elsewhere}`,
    EACCES: 'no permission to write there: change it, or write elsewhere with out=',
    EPERM: 'no permission to write there: change it, or write elsewhere with out=',
    EROFS: 'the file system is read-only: write elsewhere with out=',
    ENOTDIR: 'a part of the path is a file: write elsewhere with out=',
    EEXIST: 'a part of the path is a file: write elsewhere with out=',
  };
  const reason = remedies[code] ?? (error instanceof Error ? error.message : String(error));
  return new WorkError(`cannot write ${path}: ${reason}.`);
}
