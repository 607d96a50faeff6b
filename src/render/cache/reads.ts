import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** A file as it was when a page read it; undefined if there was none. */
export type Seen = { readonly size: number; readonly changed: number } | undefined;

/** A file that a film depends on: its path and, if it was there, size, time of its last change and SHA-256. */
export type Read = readonly [path: string, size: number, changed: number, hash: string] | readonly [string];

/** Hashes by path, size and time, so that what several films read is hashed once. */
const known = new Map<string, Promise<string>>();

function hashFile(path: string, size: number, changed: number): Promise<string> {
  const key = `${size} ${changed} ${path}`;
  const hashing = known.get(key) ?? hashContent(path);
  known.set(key, hashing);
  return hashing;
}

async function hashContent(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

/**
 * Writes down what pages read.
 *
 * @returns undefined if a file has changed since it was read: then nobody knows which content was seen.
 */
export async function recordReads(seen: ReadonlyMap<string, Seen>): Promise<Read[] | undefined> {
  const reads = await Promise.all(
    [...seen].map(async ([path, then]): Promise<Read | undefined> => {
      const now = await stat(path).catch(() => undefined);
      if (then === undefined) return now === undefined ? [path] : undefined;
      if (now?.size !== then.size || now.mtimeMs !== then.changed) return undefined;
      return [path, then.size, then.changed, await hashFile(path, then.size, then.changed)];
    }),
  );
  const stable = reads.flatMap((read) => (read === undefined ? [] : [read]));
  return stable.length === reads.length ? stable : undefined;
}

/** Whether files hold what they held when they were read: by size and time, by content where only the time differs. */
export async function areCurrent(reads: readonly Read[]): Promise<boolean> {
  const same = reads.map(async (read) => {
    const [path, size, changed, hash] = read;
    const now = await stat(path).catch(() => undefined);
    if (hash === undefined) return now === undefined;
    if (now === undefined || now.size !== size) return false;
    return now.mtimeMs === changed || (await hashFile(path, now.size, now.mtimeMs)) === hash;
  });
  return (await Promise.all(same)).every((current) => current);
}
