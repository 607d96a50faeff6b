import { runParts } from '../../model/run-settings';
import { choose, settingsOf, type TrainChoices } from '../train-presets';
import { backendContender, takeTurns } from './contender';
import { stepOperations } from './work';

/** How a step grows with one of the sides of the work. */
export interface GrowthStep {
  /** What was chosen: `p=199`, `dModel=256 dMlp=1024`. */
  readonly name: string;
  /** Training pairs. */
  readonly pairs: number;
  readonly median: number;
  readonly least: number;
  /** Floating-point operations of one step, in GFLOP. */
  readonly work: number;
}

const PRIMES = [59, 113, 199, 307] as const;
/** Neurons are four times the width, as by default. */
const WIDTHS = [32, 64, 128, 256] as const;

/** Our step at several p, and at several widths for p = 113: one after another, each on its own. */
export async function benchGrowth(
  options: { threads: number; rounds: number; steps: number; signal?: AbortSignal },
  tell: (step: GrowthStep) => void,
): Promise<void> {
  for (const p of PRIMES) await measure(`p=${p}`, { p });
  for (const dModel of WIDTHS)
    await measure(`dModel=${dModel} dMlp=${4 * dModel}`, { dModel, dMlp: 4 * dModel });

  async function measure(name: string, choices: Partial<TrainChoices>): Promise<void> {
    if (options.signal?.aborted) return;
    const parts = runParts(settingsOf(choose('default', choices)));
    const contender = await backendContender('auto', options.threads, parts);
    try {
      const [time] = await takeTurns([contender], options);
      if (!time || options.signal?.aborted) return;
      const { median, least } = time;
      tell({ name, pairs: parts.split.train.length, median, least, work: stepOperations(parts) / 1e9 });
    } finally {
      await contender.close();
    }
  }
}
