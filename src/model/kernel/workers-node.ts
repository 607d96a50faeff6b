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
  const file = new URL('./worker-node.mjs', import.meta.url);
  // No flags of the main thread: those of a test runner do not suit a worker.
  const start = () => new Worker(file, { workerData: team, execArgv: [] });
  const workers = Array.from({ length: team.threads - 1 }, start);
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
