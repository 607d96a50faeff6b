import type { CpuSeconds } from '../cpu-seconds';
import { PARTS } from '../processes-node';

/** Processor time that something took which was done so many times. */
export interface CpuSample {
  readonly cpu: CpuSeconds;
  readonly times: number;
}

/** Processor time for each time, over all rounds in which it is known. */
export function meanCpu(rounds: readonly (CpuSample | undefined)[]): CpuSeconds | undefined {
  const samples = rounds.filter((round) => round !== undefined);
  if (samples.length === 0) return undefined;
  const times = samples.reduce((sum, sample) => sum + sample.times, 0);
  const mean = (part: keyof CpuSeconds) => samples.reduce((sum, { cpu }) => sum + cpu[part], 0) / times;
  return {
    ...{ pages: mean('pages'), browser: mean('browser'), node: mean('node'), ffmpeg: mean('ffmpeg') },
    thread: mean('thread'),
  };
}

/** All parts together. */
export const wholeCpu = (cpu: CpuSeconds): number => PARTS.reduce((sum, part) => sum + cpu[part], 0);
