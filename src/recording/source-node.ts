import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../errors';
import type { RunSource } from './source';

/** The folder that holds the runs, unless `CLOCKWORK_RUNS` names another. */
export const runsFolder =
  process.env.CLOCKWORK_RUNS ?? fileURLToPath(new URL('../../assets/runs', import.meta.url));

const isMissing = (error: unknown) =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

/** A run in a folder of this machine. */
export function folderSource(name: string, folder = runsFolder): RunSource {
  const where = path.join(folder, name);
  return {
    name,
    where,
    read: async (file) => {
      try {
        return await readFile(path.join(where, file));
      } catch (error) {
        if (!isMissing(error)) throw error;
        if (file !== 'run.json')
          throw new InputError(`run "${name}": the file ${path.join(where, file)} is missing.`);
        const known = await listRuns(folder);
        throw new InputError(
          `there is no run "${name}" in ${folder}.\n  recorded: ${known.join(', ') || 'none'}\n  train one: npm run train out=${name}`,
        );
      }
    },
  };
}

/** The names of the runs in a folder, sorted; none if the folder does not exist. */
export async function listRuns(folder = runsFolder): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  const named = await Promise.all(
    entries
      .filter((entry) => entry.isDirectory())
      .map(async ({ name }) =>
        (await readdir(path.join(folder, name))).includes('run.json') ? name : undefined,
      ),
  );
  return named.filter((name) => name !== undefined).sort();
}
