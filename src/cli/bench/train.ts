import { BACKENDS } from '../../model/backends-node';
import { type RunParts, runParts } from '../../model/run-settings';
import { choose, settingsOf } from '../train-presets';
import { ownCeiling } from './ceiling';
import { backendContender, type Contender, inThreads, type StepTime, takeTurns } from './contender';
import { Python } from './python-node';
import { stepOperations } from './work';

/** How fast matrix products of float32 are here, in GFLOP/s. */
export interface Ceiling {
  readonly name: string;
  readonly threads: number;
  readonly gflops: number;
}

/** The times of all contenders, ours first, and what was not there to compare with. */
export interface TrainBench {
  readonly times: readonly StepTime[];
  readonly ceilings: readonly Ceiling[];
  readonly missing: readonly string[];
  /** Floating-point operations of one step, in GFLOP. */
  readonly work: number;
}

/** What is measured, and how often. */
export interface TrainBenchOptions {
  readonly p: number;
  readonly fraction: number;
  readonly threads: number;
  readonly rounds: number;
  /** Steps of each contender in a round; the slow ones take fewer. */
  readonly steps: number;
  readonly signal?: AbortSignal;
}

/** Square products in one round of the ceiling. */
const PRODUCTS = 3;

/**
 * One training step of ours beside others on the same work. All take turns; ratios mean more than milliseconds.
 */
export async function benchTrain(options: TrainBenchOptions): Promise<TrainBench> {
  const { p, fraction, threads } = options;
  const parts = runParts(settingsOf(choose('default', { p, fraction })));
  const contenders: Contender[] = [];
  const missing: string[] = [];
  let python: Python | undefined;
  try {
    contenders.push(await backendContender('auto', threads, parts));
    if (threads > 1) contenders.push(await backendContender('auto', 1, parts));
    await addBackends(contenders, missing, threads, parts);
    python = await Python.find(parts, threads);
    if (python?.torch) contenders.push(...pytorch(python, threads));
    else missing.push('PyTorch (a python3 with torch; on Debian: apt-get install python3-torch)');

    const own = await ownCeiling();
    const ceilings = new Map<string, Ceiling>();
    const note = (name: string, inThreads: number, gflops: number) => {
      const best = Math.max(gflops, ceilings.get(name)?.gflops ?? 0);
      ceilings.set(name, { name, threads: inThreads, gflops: best });
    };
    const times = await takeTurns(contenders, options, async () => {
      note("this engine's SIMD", 1, own());
      for (const library of ['numpy', 'torch'] as const)
        if (python?.[library])
          note(
            `${library} ${python[library]}`,
            threads,
            Math.max(...(await python.multiply(library, PRODUCTS))),
          );
    });
    return { times, missing, ceilings: [...ceilings.values()], work: stepOperations(parts) / 1e9 };
  } finally {
    for (const contender of contenders) await contender.close();
    await python?.close();
  }
}

/** The other backends: our kernel without relaxed SIMD, and TensorFlow.js as far as this installation has it. */
async function addBackends(
  contenders: Contender[],
  missing: string[],
  threads: number,
  parts: RunParts,
): Promise<void> {
  for (const backend of BACKENDS) {
    // These are names for what has its turn under another.
    if (backend === 'auto' || backend === 'wasm-relaxed-simd' || backend === 'tfjs') continue;
    try {
      contenders.push(await backendContender(backend, threads, parts));
    } catch (error) {
      missing.push(`backend=${backend} (${error instanceof Error ? error.message : String(error)})`);
    }
  }
}

function pytorch(python: Python, threads: number): Contender[] {
  const contender = (name: string, form: 'notebook' | 'tables'): Contender => ({
    name: `PyTorch ${python.torch}, ${name}, ${inThreads(threads)}`,
    steps: (count) => python.steps(form, count),
    close: async () => {},
  });
  return [contender('three positions', 'notebook'), contender('tables', 'tables')];
}
