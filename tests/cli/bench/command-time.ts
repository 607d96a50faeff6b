import type { CommandTime } from '../../../src/cli/bench/render/commands';
import { figureOf } from '../../../src/cli/bench/render/figures';

/** A whole command as it might have been measured. */
export function command(measured: {
  name: string;
  ours?: boolean;
  rounds: number[];
  ssim: number;
  notes?: string[];
  cpu?: number;
  ends?: CommandTime['ends'];
}): CommandTime {
  const { name, ours = false, rounds, ssim, notes = [], cpu, ends } = measured;
  const film = {
    ...{ frames: 600, bytes: 12_500_000, megabitsPerSecond: 10, notes },
    ssim: { mean: ssim, least: ssim - 0.01, frames: 600 },
  };
  return { name, ours, rounds, seconds: figureOf(rounds), film, cpu, ends, failure: undefined };
}
