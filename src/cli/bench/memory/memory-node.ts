import { readFile } from 'node:fs/promises';
import { family, type Part } from '../processes-node';

/** Bytes that each part of a film holds. */
export type PartSizes = Readonly<Record<Part, number>>;

/** Whether the system tells how much of its memory a process has to itself, as Linux does. */
export function tellsOfMemory(): Promise<boolean> {
  return readFile('/proc/self/smaps_rollup').then(
    () => true,
    () => false,
  );
}

/**
 * Memory of this process and of all that it started, what they share counted once (proportional set size). A process
 * that ends meanwhile counts as nothing.
 */
export async function memoryOfParts(): Promise<PartSizes> {
  const sizes = { node: 0, pages: 0, browser: 0, ffmpeg: 0 };
  for (const { pid, part } of family(process.pid)) {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
    const kibibytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
    sizes[part] += 1024 * kibibytes;
  }
  return sizes;
}
