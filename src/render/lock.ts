import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { InputError } from '../errors';
import { isAlive } from './alive';
import { writeError } from './atomic';

const isPresent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/** Files that this process is making. */
const own = new Set<string>();

/**
 * Does something while no other render writes the same file. A lock whose process is gone is taken over: a render
 * that was killed leaves one behind.
 *
 * @throws InputError if another render writes this file right now; WorkError if nothing can be written there.
 */
export async function whileLocked<T>(out: string, work: () => Promise<T>): Promise<T> {
  const target = resolve(out);
  const file = join(dirname(target), `.${basename(target)}.lock`);
  const taken = (holder: string) =>
    new InputError(`${out} is being written by ${holder}: wait for it, or write elsewhere with out=`);
  // Written beside and linked: nobody ever reads a lock without its holder.
  const draft = `${file}.${process.pid}`;
  // Claimed before the first wait: of two films of this process, only one comes as far as the folder.
  if (own.has(file)) throw taken('another film of this process');
  own.add(file);
  try {
    return await whileHeld(file, draft, taken, out, work);
  } finally {
    own.delete(file);
  }
}

/** Takes the lock among processes, works, and gives it back. */
async function whileHeld<T>(
  file: string,
  draft: string,
  taken: (holder: string) => InputError,
  out: string,
  work: () => Promise<T>,
): Promise<T> {
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(draft, `${process.pid}\n`);
    for (;;) {
      try {
        await link(draft, file);
        break;
      } catch (error) {
        if (!isPresent(error)) throw error;
        const holder = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
        if (holder !== process.pid && isAlive(holder)) throw taken(`process ${holder}`);
        await rm(file, { force: true });
      }
    }
  } catch (error) {
    throw error instanceof InputError ? error : writeError(out, error);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
