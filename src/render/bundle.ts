import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { WorkError } from '../errors';
import { bundleCacheFolder, cacheRoot, isCurrent } from './bundle-cache';
import { CONVERSION, type Compiled } from './compile';
import { compileApart } from './compile-apart';
import { diskFull, isDiskFull } from './compile-error';
import type { CodeHashes } from './scene-code';

/** A project compiled for the page that films it. */
export interface Bundle {
  /** Folder of the compiled files; the page's URLs start here. */
  readonly folder: string;
  /** Folder of the compiled dependencies; the page's URLs start here too. */
  readonly dependencies: string;
  /** Entry module and style sheets, relative to the folder. */
  readonly entry: string;
  readonly styles: readonly string[];
  /** The project's own static files (Vite's `publicDir`), or undefined if it has none. */
  readonly publicFolder: string | undefined;
  /** Changes with every change of the project's code. */
  readonly id: string;
  /** Changes with the code of all scenes, and of each one: one half of a cache key. */
  readonly code: CodeHashes;
  /** Folder that films keep their pieces in. */
  readonly films: string;
  /** Whether the compiled files were there already. */
  readonly reused: boolean;
}

/** Names of the Vite configuration, in the order in which Vite itself looks for them. */
const CONFIG_NAMES = ['js', 'mjs', 'ts', 'cjs', 'mts', 'cts'].map((end) => `vite.config.${end}`);

/**
 * Compiles a Motion Canvas project with its own Vite configuration, or takes what the last call compiled
 * if no file that went into it has changed.
 *
 * A bundle instead of a development server: it starts as quickly when it is warm (the files are there),
 * it does not optimise dependencies behind the page's back, and its content names exactly what is filmed.
 *
 * @param project - Path of the file that exports `makeProject(…)`.
 * @throws WorkError if the project does not compile, with the place in its source; InterruptedError if the signal aborts.
 */
export async function bundleProject(project: string, signal?: AbortSignal): Promise<Bundle> {
  const projectFile = resolve(project);
  const { root, configFile } = findRoot(projectFile);
  // A configuration may read its own variables, and Vite puts them into the code: other ones make another bundle.
  const variables = Object.entries(process.env)
    .filter(([name]) => name.startsWith('CLOCKWORK_RUN'))
    .map(([name, value]) => `${name}=${value}`)
    .sort();
  const cache = await bundleCacheFolder(root, [projectFile, ...CONVERSION, ...variables]);
  const recordFile = join(cache, 'bundle.json');
  const films = join(await cacheRoot(root), 'films');
  const known = await readRecord(recordFile);
  if (
    known &&
    existsSync(join(known.folder, known.entry)) &&
    existsSync(known.dependencies) &&
    (await isCurrent(known.inputs))
  ) {
    return { ...known, films, reused: true };
  }
  const folder = join(cache, randomBytes(6).toString('hex'));
  await mkdir(folder, { recursive: true });
  const record = await compileApart({ projectFile, root, configFile, folder, cache }, signal).catch(
    async (error: unknown) => {
      await rm(folder, { recursive: true, force: true });
      throw error;
    },
  );
  const draft = `${recordFile}.${process.pid}`;
  try {
    await writeFile(draft, JSON.stringify(record));
    await rename(draft, recordFile);
  } catch (error) {
    await rm(draft, { force: true });
    throw isDiskFull(error) ? diskFull(cache) : error;
  }
  await dropOldBundles(cache, [record, known]);
  return { ...record, films, reused: false };
}

/** The folder of the nearest Vite configuration above the project, or of its package. */
export function findRoot(projectFile: string): { root: string; configFile: string | false } {
  for (let folder = dirname(projectFile); ; folder = dirname(folder)) {
    const name = CONFIG_NAMES.find((candidate) => existsSync(join(folder, candidate)));
    if (name !== undefined) return { root: folder, configFile: join(folder, name) };
    if (dirname(folder) === folder) {
      throw new WorkError(
        `no vite.config.* lies beside ${projectFile} or above it.\n` +
          '  A Motion Canvas project is compiled with its own Vite configuration; add one with @motion-canvas/vite-plugin.',
      );
    }
  }
}

async function readRecord(file: string): Promise<Compiled | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Compiled;
  } catch {
    return undefined; // Never written, or cut short: compile again.
  }
}

/** Keeps the current bundle and the one before it, which a render of another process may still be serving. */
async function dropOldBundles(cache: string, keep: readonly (Compiled | undefined)[]): Promise<void> {
  const kept = keep.flatMap((record) => (record ? [record.folder, record.dependencies] : []));
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    if (/^(?:[0-9a-f]{12}|dependencies-[0-9a-f]{16})$/.test(name) && !kept.includes(path)) {
      await rm(path, { recursive: true, force: true });
    }
  }
}
