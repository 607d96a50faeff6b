import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { InputError } from '../errors';
import { beginFile, type Draft, draftName, dropStaleDrafts, syncFolder, writeError } from './atomic';

/** What a sequence of pictures consists of. */
const PICTURE = /^\d{6,}\.png$/;

/**
 * Begins a folder of pictures: like a file, it gets its name when it is whole. It may take the place of an earlier
 * sequence, and of nothing else.
 *
 * @throws InputError if a file, or a folder with other things in it, has the name; WorkError if it cannot be made.
 */
export async function beginFolder(path: string): Promise<Draft> {
  const target = resolve(path);
  const parent = dirname(target);
  const draft = join(parent, draftName(target));
  const info = await stat(target).catch(() => undefined);
  const names = info?.isDirectory() === true ? await readdir(target) : [];
  const foreign = names.find((name) => !PICTURE.test(name));
  if (info?.isFile() === true) throw new InputError(`${path} is a file: a sequence of pictures is a folder.`);
  if (foreign !== undefined) {
    throw new InputError(
      `${path} holds more than pictures of a sequence ("${foreign}"): give another folder.`,
    );
  }
  try {
    await mkdir(parent, { recursive: true });
    await dropStaleDrafts(parent);
    await mkdir(draft);
  } catch (error) {
    throw writeError(path, error);
  }
  return {
    path: draft,
    finish: async () => {
      try {
        const bytes = await syncFiles(draft);
        const old = join(parent, draftName(target));
        // A folder cannot take the place of one that is not empty: the old one steps aside for a moment.
        if (info !== undefined) await rename(target, old);
        await rename(draft, target);
        await syncFolder(parent);
        await rm(old, { recursive: true, force: true });
        return bytes;
      } catch (error) {
        throw writeError(path, error);
      }
    },
    discard: () => rm(draft, { recursive: true, force: true }),
  };
}

/** Makes every file of a folder durable; returns their bytes. */
async function syncFiles(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await readdir(folder)) {
    const handle = await open(join(folder, name), 'r+');
    bytes += (await handle.stat()).size;
    await handle.sync().finally(() => handle.close());
  }
  await syncFolder(folder);
  return bytes;
}

/** Begins what a film is written to. */
export function beginFilm(out: string, isFolder: boolean): Promise<Draft> {
  return isFolder ? beginFolder(out) : beginFile(out);
}
