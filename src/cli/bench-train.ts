import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { PLAIN_ADAMW } from '../model/backend';
import { type BackendName, createBackend } from '../model/backends-node';
import { type RunParts, runParts } from '../model/run-settings';
import { operands } from '../model/task';
import { initialWeights, mapWeights } from '../model/weights';
import { choose, settingsOf } from './train-presets';

/** Something that takes training steps and says how long each took. */
interface Contender {
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

/** The times of all contenders, and what was not there to compare with. */
export interface TrainBench {
  readonly times: readonly StepTime[];
  readonly missing: readonly string[];
  /** Matrix products by the same library in the same rounds, in GFLOP/s: how much the machine gave. */
  readonly multiply: number | undefined;
}

/** What is measured, and how often. */
export interface TrainBenchOptions {
  readonly p: number;
  readonly fraction: number;
  readonly threads: number;
  readonly rounds: number;
  /** Steps of each contender in a round. */
  readonly steps: number;
  readonly signal?: AbortSignal;
}

async function ours(name: BackendName, threads: number, parts: RunParts): Promise<Contender> {
  const backend = await createBackend(name, parts, PLAIN_ADAMW, threads);
  const weights = initialWeights(parts.architecture, 0);
  const zeros = () => mapWeights((weight) => new Float32Array(weights[weight].length));
  await backend.load({ step: 0, weights, mean: zeros(), square: zeros() });
  return {
    name: `clockwork ${backend.name}, ${threads} thread${threads === 1 ? '' : 's'}`,
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

/** PyTorch in a process of its own; undefined where python3 has no torch. */
async function pytorch(parts: RunParts, threads: number): Promise<PyTorch | undefined> {
  const script = fileURLToPath(new URL('../../scripts/bench-train.py', import.meta.url));
  // The system's python3 has the distribution's torch, whatever python stands first on the path.
  for (const python of ['python3', '/usr/bin/python3']) {
    const started = await PyTorch.start(python, script, parts, threads);
    if (started) return started;
  }
  return undefined;
}

class PyTorch {
  private constructor(
    private readonly ask: (request: object) => Promise<unknown>,
    readonly version: string,
    readonly close: () => Promise<void>,
  ) {}

  static async start(
    python: string,
    script: string,
    parts: RunParts,
    threads: number,
  ): Promise<PyTorch | undefined> {
    const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'ignore'] });
    const gone = new Promise<void>((resolve) => {
      child.on('exit', () => resolve());
      child.on('error', () => resolve());
    });
    // A process that cannot import torch closes its end before we have written ours.
    child.stdin.on('error', () => {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (request: object): Promise<unknown> => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value } = await lines.next();
      return typeof value === 'string' ? JSON.parse(value) : undefined;
    };
    const { task, architecture: a, split } = parts;
    const hello = await ask({
      threads,
      dModel: a.dModel,
      heads: a.heads,
      dMlp: a.dMlp,
      vocabulary: a.dVocab,
      tokens: Array.from(split.train, (pair) => [
        operands(task, pair).x,
        operands(task, pair).y,
        task.equals,
      ]).flat(),
      labels: Array.from(split.train, (pair) => task.labels[pair]),
    });
    if (typeof hello !== 'object' || hello === null || !('version' in hello)) {
      await gone;
      return undefined;
    }
    return new PyTorch(ask, String(hello.version), async () => {
      child.stdin.end();
      await gone;
    });
  }

  async numbers(form: 'notebook' | 'tables' | 'multiply', steps: number): Promise<number[]> {
    const answer = await this.ask({ form, steps });
    return Array.isArray(answer) ? answer.map(Number) : [];
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * One training step of ours beside others on the same work. The contenders take turns, round after round, so that
 * what else the machine does meets all of them alike; ratios mean more than milliseconds.
 */
export async function benchTrain(options: TrainBenchOptions): Promise<TrainBench> {
  const { p, fraction, threads, rounds, steps, signal } = options;
  const parts = runParts(settingsOf(choose('default', { p, fraction })));
  const contenders: Contender[] = [];
  const missing: string[] = [];
  try {
    for (const [name, count] of [
      ['auto', threads],
      ['auto', 1],
      ['wasm-simd', threads],
    ] as const)
      contenders.push(await ours(name, count, parts));
    const torch = await pytorch(parts, threads);
    const none = async () => {};
    if (torch) {
      const named = (what: string) => `PyTorch ${torch.version}, ${what}, ${threads} threads`;
      contenders.push(
        {
          name: named('three positions'),
          steps: (count) => torch.numbers('notebook', count),
          close: torch.close,
        },
        { name: named('tables'), steps: (count) => torch.numbers('tables', count), close: none },
      );
    } else missing.push('PyTorch (a python3 with torch; on Debian: apt-get install python3-torch)');
    const times = contenders.map((): number[] => []);
    const products: number[] = [];
    // The first round warms caches, compilers and clocks, and does not count.
    for (let round = 0; round <= rounds && !signal?.aborted; round++) {
      for (const [i, contender] of contenders.entries()) {
        const taken = await contender.steps(steps);
        if (round > 0) times[i]?.push(...taken);
      }
      if (torch && round > 0) products.push(...(await torch.numbers('multiply', 3)));
    }
    return {
      times: contenders.map(({ name }, i) => {
        const own = times[i] ?? [];
        return { name, median: median(own), least: Math.min(...own) };
      }),
      missing,
      multiply: products.length > 0 ? Math.max(...products) : undefined,
    };
  } finally {
    for (const contender of contenders) await contender.close();
  }
}
