import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

const sources = new URL('assembly/', import.meta.url);

/**
 * A hash over the kernel's sources. The build writes it beside the compiled kernel; a kernel beside another one was
 * compiled from other sources.
 */
export async function kernelFingerprint(): Promise<string> {
  const names = (await readdir(sources)).filter((name) => name.endsWith('.ts')).sort();
  const hash = createHash('sha256');
  for (const name of names) hash.update(`${name}\n`).update(await readFile(new URL(name, sources)));
  return hash.digest('hex');
}
