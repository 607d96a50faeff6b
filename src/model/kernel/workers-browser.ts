import { WorkError } from '../../errors';
import type { Helpers } from './helpers';
import type { TeamPlan } from './program';

/**
 * Starts the other threads of a team in a browser. The first one must be in a worker itself, for it blocks while it
 * works, and the page must be cross-origin isolated, or it has no shared memory.
 *
 * @throws WorkError when one of them does not start.
 */
export async function startWorkers(team: TeamPlan): Promise<Helpers> {
  const workers = Array.from(
    { length: team.threads - 1 },
    () => new Worker(new URL('./worker-browser.ts', import.meta.url), { type: 'module' }),
  );
  const end = async () => {
    for (const worker of workers) worker.terminate();
  };
  try {
    await Promise.all(workers.map((worker) => ready(worker, team)));
  } catch (error) {
    await end();
    throw error;
  }
  return { end };
}

function ready(worker: Worker, team: TeamPlan): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) =>
      reject(new WorkError(`a training thread does not start (try threads=1): ${message}`));
    worker.postMessage(team);
  });
}
