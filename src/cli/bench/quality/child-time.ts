import { readFile } from 'node:fs/promises';

/** Ticks of the clock in which Linux counts (USER_HZ). */
const TICKS_PER_SECOND = 100;

/**
 * Seconds of processor time of all processes that this one started and that have ended, or undefined where the system
 * does not tell as Linux does.
 */
export async function endedChildrenSeconds(): Promise<number | undefined> {
  const text = await readFile('/proc/self/stat', 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  // After the name in brackets: state, parent, …; the 14th and 15th of them are the children's user and system time.
  const fields = text.slice(text.lastIndexOf(') ') + 2).split(' ');
  const [user, system] = [Number(fields[13]), Number(fields[14])];
  return (user + system) / TICKS_PER_SECOND;
}
