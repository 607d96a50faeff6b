import { rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { findRoot } from '../bundle';
import { cacheRoot } from '../bundle-cache';
import { storeSizes } from './limit';

/** Removes the pieces that films of a project left for the next time. Returns their bytes. */
export async function clearCache(project: string): Promise<number> {
  const films = join(await cacheRoot(findRoot(resolve(project)).root), 'films');
  const bytes = (await storeSizes(films)).reduce((sum, store) => sum + store.bytes, 0);
  await rm(films, { recursive: true, force: true });
  return bytes;
}
