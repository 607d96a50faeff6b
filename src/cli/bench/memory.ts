import { runParts } from '../../model/run-settings';
import { choose, settingsOf } from '../train-presets';
import { backendContender } from './contender';

/** Measurements after the first one. */
const SAMPLES = 5;

/** The memory of the whole process, in bytes, after so many steps. */
export interface MemorySample {
  readonly steps: number;
  readonly bytes: number;
}

/** What a training holds in memory as its steps go by: nothing else runs in this process. */
export async function benchMemory(
  options: { p: number; fraction: number; threads: number; steps: number; signal?: AbortSignal },
  tell: (sample: MemorySample) => void,
): Promise<void> {
  const { p, fraction, threads, steps, signal } = options;
  const parts = runParts(settingsOf(choose('default', { p, fraction })));
  const contender = await backendContender('auto', threads, parts);
  try {
    for (let sample = 0; sample <= SAMPLES && !signal?.aborted; sample++) {
      if (sample > 0) await contender.steps(steps);
      else await contender.steps(1);
      tell({ steps: sample * steps + 1, bytes: process.memoryUsage.rss() });
    }
  } finally {
    await contender.close();
  }
}
