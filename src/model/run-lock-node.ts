import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../errors';

const LOCK = 'training.lock';

/** Another process is at it right now. */
export class BusyError extends InputError {}

/** Whether a process of this number lives on this machine. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // A process of somebody else's is alive, too.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const isPresent = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'EEXIST';

/**
 * Does something while no other training writes to a run's folder. A lock whose process is gone is taken over:
 * a training that was killed leaves one behind.
 *
 * @throws BusyError when another process trains this run right now.
 */
export async function whileLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(folder, LOCK);
  await mkdir(folder, { recursive: true });
  for (;;) {
    try {
      const handle = await open(file, 'wx');
      await handle.writeFile(`${process.pid}\n`);
      await handle.close();
      break;
    } catch (error) {
      if (!isPresent(error)) throw error;
      const holder = Number.parseInt(await readFile(file, 'utf8').catch(() => ''), 10);
      if (holder !== process.pid && isAlive(holder))
        throw new BusyError(`${folder} is being trained by process ${holder}: wait for it, or stop it first`);
      await rm(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
