import { PLAIN_ADAMW } from '../../model/backend';
import { type BackendName, createBackend } from '../../model/backends-node';
import type { RunParts } from '../../model/run-settings';
import { initialWeights, mapWeights } from '../../model/weights';

/** Something that takes training steps and says how long each took. */
export interface Contender {
  readonly name: string;
  /** Milliseconds of each of the next steps. */
  readonly steps: (count: number) => Promise<number[]>;
  readonly close: () => Promise<void>;
}

/** What a contender needed for one step, in milliseconds. */
export interface StepTime {
  readonly name: string;
  readonly median: number;
  readonly least: number;
}

/** So long may one contender's part of a round take; the slow ones take fewer steps. */
const ROUND_MS = 3000;

/** A backend of ours on its way from the initial weights of seed 0. */
export async function backendContender(
  backendName: BackendName,
  threads: number,
  parts: RunParts,
): Promise<Contender> {
  const backend = await createBackend(backendName, parts, PLAIN_ADAMW, threads);
  const weights = initialWeights(parts.architecture, 0);
  const zeros = () => mapWeights((weight) => new Float32Array(weights[weight].length));
  await backend.load({ step: 0, weights, mean: zeros(), square: zeros() });
  return {
    name: `clockwork ${backend.name}, ${inThreads(backend.threads)}`,
    steps: async (count) => {
      const times: number[] = [];
      for (let i = 0; i < count; i++) {
        const begun = performance.now();
        await backend.step(1e-3);
        times.push(performance.now() - begun);
      }
      return times;
    },
    close: () => backend.close(),
  };
}

/** "1 thread", "2 threads". */
export function inThreads(threads: number): string {
  return `${threads} thread${threads === 1 ? '' : 's'}`;
}

/**
 * Lets the contenders take turns, round after round, so that what else the machine does meets all of them alike.
 *
 * @param between - what is measured once in each round besides.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  { rounds, steps, signal }: { rounds: number; steps: number; signal?: AbortSignal },
  between?: () => Promise<void>,
): Promise<StepTime[]> {
  const times = contenders.map((): number[] => []);
  const counts = contenders.map(() => 1);
  // The first round warms caches, compilers and clocks, and does not count.
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      if (signal?.aborted) break;
      const taken = await contender.steps(counts[i] ?? 1);
      if (round > 0) times[i]?.push(...taken);
      counts[i] = Math.max(1, Math.min(steps, Math.floor(ROUND_MS / Math.min(...taken))));
    }
    if (round > 0 && !signal?.aborted) await between?.();
  }
  return contenders.map(({ name }, i) => summary(name, times[i] ?? []));
}

/** Median and least of some steps' times. */
export function summary(name: string, times: readonly number[]): StepTime {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    name,
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    least: sorted[0] ?? Number.NaN,
  };
}
