import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { RunParts } from '../../model/run-settings';
import { operands } from '../../model/task';

const script = fileURLToPath(new URL('../../../scripts/bench-train.py', import.meta.url));

const helloSchema = z.object({ torch: z.string().nullable(), numpy: z.string().nullable() });

/** What python's libraries need for the same work, in a process of their own. */
export class Python {
  private constructor(
    private readonly ask: (request: object) => Promise<unknown>,
    /** Their versions; null where one is not installed. */
    readonly torch: string | null,
    readonly numpy: string | null,
    readonly close: () => Promise<void>,
  ) {}

  /** The first python3 that has torch, or else the first that has numpy; undefined where none has either. */
  static async find(parts: RunParts, threads: number): Promise<Python | undefined> {
    // The system's python3 has the distribution's libraries, whatever python stands first on the path.
    let found: Python | undefined;
    for (const python of ['python3', '/usr/bin/python3']) {
      const started = await Python.start(python, parts, threads);
      if (started?.torch || !found) {
        await found?.close();
        found = started;
        if (found?.torch) break;
      } else await started?.close();
    }
    return found;
  }

  private static async start(python: string, parts: RunParts, threads: number): Promise<Python | undefined> {
    const environment = { OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
    const child = spawn(python, [script], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { ...process.env, ...environment },
    });
    const gone = new Promise<void>((resolve) => {
      child.on('exit', () => resolve());
      child.on('error', () => resolve());
    });
    // A process that has neither library closes its end before we have written ours.
    child.stdin.on('error', () => {});
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const ask = async (request: object): Promise<unknown> => {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const { value } = await lines.next();
      return typeof value === 'string' ? JSON.parse(value) : undefined;
    };
    const hello = helloSchema.safeParse(await ask(work(parts, threads)));
    if (!hello.success) {
      await gone;
      return undefined;
    }
    return new Python(ask, hello.data.torch, hello.data.numpy, async () => {
      child.stdin.end();
      await gone;
    });
  }

  /** Milliseconds of each of the next training steps in PyTorch. */
  async steps(form: 'notebook' | 'tables', count: number): Promise<number[]> {
    return this.numbers({ form, steps: count });
  }

  /** GFLOP/s of square matrix products in float32. */
  async multiply(library: 'torch' | 'numpy', count: number): Promise<number[]> {
    return this.numbers({ form: `multiply-${library}`, steps: count });
  }

  private async numbers(request: object): Promise<number[]> {
    const answer = await this.ask(request);
    return Array.isArray(answer) ? answer.map(Number) : [];
  }
}

/** What the script needs to know to train the same network on the same pairs. */
function work({ task, architecture: a, split }: RunParts, threads: number): object {
  return {
    threads,
    dModel: a.dModel,
    heads: a.heads,
    dMlp: a.dMlp,
    vocabulary: a.dVocab,
    tokens: Array.from(split.train, (pair) => {
      const { x, y } = operands(task, pair);
      return [x, y, task.equals];
    }).flat(),
    labels: Array.from(split.train, (pair) => task.labels[pair]),
  };
}
