import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../errors';

/** The environment variable that says how many gigabytes of pieces are kept. */
export const LIMIT_VARIABLE = 'CLOCKWORK_CACHE_GB';

const DEFAULT_GIGABYTES = 4;

/**
 * Bytes of pieces that are kept for the next render of the same.
 *
 * @throws InputError if the environment says something that is no number.
 */
export function cacheLimit(env: NodeJS.ProcessEnv = process.env): number {
  const said = env[LIMIT_VARIABLE];
  const gigabytes = said === undefined || said === '' ? DEFAULT_GIGABYTES : Number(said);
  if (!(gigabytes >= 0)) throw new InputError(`${LIMIT_VARIABLE}=${said}: give a number of gigabytes.`);
  return gigabytes * 1e9;
}

/** Removes the stores that were used longest ago until the rest is within the limit; one is spared. */
export async function makeRoom(root: string, spared: string, limit = cacheLimit()): Promise<void> {
  const stores = await storeSizes(root);
  let bytes = stores.reduce((sum, store) => sum + store.bytes, 0);
  for (const store of stores.sort((a, b) => a.used - b.used)) {
    if (bytes <= limit) return;
    if (store.path === spared || /temporary-[^/\\]*$/.test(store.path)) continue;
    await rm(store.path, { recursive: true, force: true });
    bytes -= store.bytes;
  }
}

/** A folder of pieces: its bytes, and when it was last written to. */
interface StoreSize {
  readonly path: string;
  readonly bytes: number;
  readonly used: number;
}

/** The stores in a folder. */
export async function storeSizes(root: string): Promise<StoreSize[]> {
  const names = await readdir(root).catch(() => []);
  return Promise.all(names.map((name) => storeSize(join(root, name))));
}

async function storeSize(path: string): Promise<StoreSize> {
  const names = await readdir(path).catch(() => []);
  const files = await Promise.all(names.map((name) => stat(join(path, name)).catch(() => undefined)));
  return {
    path,
    bytes: files.reduce((sum, file) => sum + (file?.size ?? 0), 0),
    used: Math.max(0, ...files.map((file) => file?.mtimeMs ?? 0)),
  };
}
