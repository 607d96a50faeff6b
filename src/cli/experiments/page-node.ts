import { readFile } from 'node:fs/promises';
import { writeAtomically } from '../../recording/atomic-node';
import { freshPage, withMeasured } from './marked-block';

/** Writes what was measured into a page, or a fresh page where there is none. */
export async function writePage(
  file: string,
  title: string,
  command: string,
  measured: string,
): Promise<void> {
  const page = await readFile(file, 'utf8').catch(() => freshPage(title, command));
  await writeAtomically(file, withMeasured(page, measured, file));
}
