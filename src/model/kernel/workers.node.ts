import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { WorkError } from '../../errors';
import type { Helpers } from './helpers';
import type { TeamPlan } from './program';

/**
 * Starts the other threads of a team in Node.
 *
 * @throws WorkError when one of them does not start.
 */
export async function startWorkers(team: TeamPlan): Promise<Helpers> {
  // The workers read TypeScript, too; their own flags, for the ones of a test runner do not suit them.
  const execArgv = ['--import', import.meta.resolve('tsx')];
  const workers = Array.from(
    { length: team.threads - 1 },
    () => new Worker(new URL('./worker.node.ts', import.meta.url), { workerData: team, execArgv }),
  );
  const end = async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
  try {
    // The leader blocks while it works, so nobody may still need it to start.
    await Promise.all(workers.map((worker) => once(worker, 'message')));
  } catch (error) {
    await end();
    throw new WorkError(`a training thread does not start (try threads=1): ${String(error)}`);
  }
  for (const worker of workers) worker.unref();
  return { end };
}
