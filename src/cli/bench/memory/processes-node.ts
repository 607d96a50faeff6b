import { readdir, readFile } from 'node:fs/promises';

/** What a process of a film does. */
export type Part = 'node' | 'pages' | 'browser' | 'ffmpeg';

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
  for (const pid of await family(process.pid)) {
    const [command, rollup] = await Promise.all([read(pid, 'cmdline'), read(pid, 'smaps_rollup')]);
    const kibibytes = Number(/^Pss:\s+(\d+) kB$/m.exec(rollup)?.[1] ?? 0);
    sizes[partOf(command)] += 1024 * kibibytes;
  }
  return sizes;
}

/** What a process is, by its command line. */
export function partOf(command: string): Part {
  if (/--type=renderer/.test(command)) return 'pages';
  if (/--type=|--user-data-dir/.test(command)) return 'browser';
  return /^\S*ffmpeg\0/.test(command) ? 'ffmpeg' : 'node';
}

/** A process and its descendants. */
async function family(root: number): Promise<number[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const children = new Map<number, number[]>();
  for (const pid of names.map(Number)) {
    // After the name in brackets: state, parent.
    const parent = Number((await read(pid, 'stat')).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), pid]);
  }
  const found = [root];
  // Grows while it is walked: children come after their parents.
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found;
}

const read = (pid: number, file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '');
