import { readdirSync, readFileSync } from 'node:fs';

/** What a process of a film does. */
export type Part = 'node' | 'pages' | 'browser' | 'ffmpeg';

/** The parts, in the order in which a frame passes through them. */
export const PARTS: readonly Part[] = ['pages', 'browser', 'node', 'ffmpeg'];

/** A process as Linux tells of it. */
export interface Process {
  readonly pid: number;
  /** The process that started it, or took over when that one ended. */
  readonly parent: number;
  readonly part: Part;
  /** Seconds of processor time that it has spent itself. */
  readonly own: number;
  /** Seconds that those spent which it started, and saw to their end. */
  readonly ended: number;
}

/** Ticks of the clock in which Linux counts (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** A process and its descendants, the first of them in front; none where the system has no `/proc`. */
export function family(root: number): Process[] {
  const children = new Map<number, Process[]>();
  const found: Process[] = [];
  for (const pid of numbersIn('/proc')) {
    const process = processOf(pid);
    if (process === undefined) continue;
    if (pid === root) found.push(process);
    else children.set(process.parent, [...(children.get(process.parent) ?? []), process]);
  }
  // Grows while it is walked: children come after their parents.
  for (const { pid } of found) found.push(...(children.get(pid) ?? []));
  return found;
}

/** Seconds of processor time of each thread of a process, by its number. */
export function threadSeconds(pid: number): [thread: number, seconds: number][] {
  return numbersIn(`/proc/${pid}/task`).flatMap((thread) => {
    const times = timesIn(read(`${pid}/task/${thread}/stat`));
    return times ? [[thread, times.own]] : [];
  });
}

/** What a process is, by its command line. */
export function partOf(command: string): Part {
  if (/--type=renderer/.test(command)) return 'pages';
  if (/--type=|--user-data-dir/.test(command)) return 'browser';
  return /^\S*ffmpeg\0/.test(command) ? 'ffmpeg' : 'node';
}

/** What the system tells of a process, or of the one that asks; undefined if it has ended, or there is no `/proc`. */
export function processOf(pid: number | 'self'): Process | undefined {
  const text = read(`${pid}/stat`);
  const times = timesIn(text);
  return times && { pid: Number.parseInt(text, 10), ...times, part: partOf(read(`${pid}/cmdline`)) };
}

function timesIn(stat: string): Pick<Process, 'parent' | 'own' | 'ended'> | undefined {
  if (stat === '') return undefined;
  // After the name in brackets: state, parent, …; from the 12th on user and system time, own and of ended children.
  const [, parent, ...fields] = stat
    .slice(stat.lastIndexOf(') ') + 2)
    .split(' ')
    .map(Number);
  const [user = 0, system = 0, endedUser = 0, endedSystem = 0] = fields.slice(9);
  return {
    parent: parent ?? 0,
    own: (user + system) / TICKS_PER_SECOND,
    ended: (endedUser + endedSystem) / TICKS_PER_SECOND,
  };
}

function numbersIn(folder: string): number[] {
  try {
    return readdirSync(folder)
      .filter((name) => /^\d+$/.test(name))
      .map(Number);
  } catch {
    return [];
  }
}

/** All at once, not one after the other as they come: what is told of several processes shall be of one moment. */
function read(file: string): string {
  try {
    return readFileSync(`/proc/${file}`, 'utf8');
  } catch {
    return '';
  }
}
