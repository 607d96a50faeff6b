import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/**
 * The folder that pages read from, with the runs of another place in it: `assets` as it is when the runs lie there, or
 * a folder of links (in `build/public`) to all that is in `assets` but for `runs`, which leads to that other place.
 *
 * Synchronous, for a Vite configuration: the editor and the renderer both serve what that names.
 *
 * @param runs - what `CLOCKWORK_RUNS` says; undefined where it says nothing.
 */
export function publicFolder(assets: string, runs: string | undefined): string {
  if (runs === undefined || path.resolve(runs) === path.join(path.resolve(assets), 'runs')) return assets;
  const place = [path.resolve(assets), path.resolve(runs)].join('\n');
  const folder = path.join(
    path.dirname(path.resolve(assets)),
    'build',
    'public',
    createHash('sha256').update(place).digest('hex').slice(0, 16),
  );
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(assets))
    if (name !== 'runs') link(path.resolve(assets, name), path.join(folder, name));
  link(path.resolve(runs), path.join(folder, 'runs'));
  return folder;
}

function link(target: string, at: string): void {
  try {
    // Windows makes links to folders for everybody only of this kind; elsewhere the kind does not matter.
    symlinkSync(target, at, 'junction');
  } catch (error) {
    // Made before: the folder's name says where its links lead.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
}
