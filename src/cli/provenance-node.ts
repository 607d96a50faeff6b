import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { z } from 'zod';

/** The version of this package, and its git commit where it is a checkout: what a record says of its maker. */
export async function provenance(): Promise<{ readonly clockwork: string; readonly commit: string | null }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const manifest: unknown = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  const commit = await promisify(execFile)('git', ['-C', root, 'rev-parse', 'HEAD']).then(
    ({ stdout }) => stdout.trim(),
    () => null,
  );
  return { clockwork: z.object({ version: z.string() }).parse(manifest).version, commit };
}
