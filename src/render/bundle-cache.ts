import { createHash } from 'node:crypto';
import { access, constants, mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a set of files held when it was looked at. */
export interface Fingerprint {
  /** SHA-256 over paths and contents. */
  readonly hash: string;
  /** Per file: size, time of its last change, SHA-256 of its content. */
  readonly files: readonly (readonly [path: string, size: number, changed: number, hash: string])[];
  /**
   * Names in the folders of the project's own sources: a new file may change what a glob import finds.
   * Dependencies are not listed so, they change by installation and with their package files.
   */
  readonly folders: readonly (readonly [path: string, names: string])[];
}

/** Name of the folder that everything which films leave behind lies in. */
export const CACHE_NAME = 'clockwork-render';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex');

/** Where everything that films leave behind lies, for a project with this root: under the root's `node_modules/.cache` where that can be written, else in the temporary folder. */
export async function cacheRoot(root: string): Promise<string> {
  for (let folder = root; ; folder = dirname(folder)) {
    const modules = join(folder, 'node_modules');
    try {
      await access(modules, constants.W_OK);
      const cache = join(modules, '.cache', CACHE_NAME);
      await mkdir(cache, { recursive: true });
      return cache;
    } catch {
      if (dirname(folder) !== folder) continue;
    }
    const cache = join(tmpdir(), CACHE_NAME);
    await mkdir(cache, { recursive: true });
    return cache;
  }
}

/** The cache of one project's bundles. */
export async function bundleCacheFolder(root: string, parts: readonly string[]): Promise<string> {
  const own = fileURLToPath(import.meta.url);
  const cache = join(await cacheRoot(root), sha256([...parts, own].join('\n')).slice(0, 16));
  await mkdir(cache, { recursive: true });
  return cache;
}

/** Looks at files as they are now. */
export async function fingerprint(paths: readonly string[]): Promise<Fingerprint> {
  const sorted = [...paths].sort();
  const files = await Promise.all(
    sorted.map(async (path) => {
      const [{ size, mtimeMs }, content] = await Promise.all([stat(path), readFile(path)]);
      return [path, size, mtimeMs, sha256(content)] as const;
    }),
  );
  const own = new Set(
    sorted.filter((path) => !path.includes(`${sep}node_modules${sep}`)).map((path) => dirname(path)),
  );
  const folders = await Promise.all([...own].map(async (path) => [path, await namesIn(path)] as const));
  const hash = sha256(files.map(([path, , , content]) => `${path} ${content}`).join('\n'));
  return { hash, files, folders };
}

/** Whether nothing changed since: by size and time, and by content where only the time differs. */
export async function isCurrent(then: Fingerprint): Promise<boolean> {
  const files = then.files.map(async ([path, size, changed, hash]) => {
    const now = await stat(path);
    if (now.size !== size) return false;
    return now.mtimeMs === changed || sha256(await readFile(path)) === hash;
  });
  const folders = then.folders.map(async ([path, names]) => (await namesIn(path)) === names);
  try {
    return (await Promise.all([...files, ...folders])).every((same) => same);
  } catch {
    return false; // A file is gone.
  }
}

/** Names of the sources in a folder, in one string; what tools write beside them does not count. */
async function namesIn(path: string): Promise<string> {
  const names = (await readdir(path)).filter((name) => /\.(?:[cm]?[jt]sx?|css|glsl|json|meta)$/.test(name));
  return names.sort().join('\n');
}
