import { type ChildProcess, spawn } from 'node:child_process';
import { InterruptedError, WorkError } from '../../../../errors';

/** A program that is to run to its end. */
export interface Tool {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string | undefined;
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Seconds that it may take. */
  readonly limit: number;
}

/** Lines that are told of a program that failed. */
const LINES = 6;

/** Seconds between asking a program to end and ending it. */
const GRACE = 5;

/**
 * Runs a program to its end, hearing what it prints.
 *
 * @returns The last that it printed, errors among it.
 * @throws WorkError with its last lines if it fails, or is not done within its limit; InterruptedError if the signal
 * aborts. Either way nothing of it runs on.
 */
export async function runTool(tool: Tool, signal?: AbortSignal): Promise<string> {
  if (signal?.aborted) throw new InterruptedError('interrupted');
  const child = spawn(tool.program, tool.args, {
    cwd: tool.cwd,
    env: { ...process.env, ...tool.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: Ctrl-C reaches us alone, and what it started can be ended with it.
    detached: process.platform !== 'win32',
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-8000);
    });
  }
  // Not its pipes' end but its own: what it leaves behind may hold them open for good.
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, by) => resolve(code ?? String(by)));
  });
  let why: 'late' | 'interrupted' | undefined;
  const stop = (reason: 'late' | 'interrupted') => {
    why ??= reason;
    endGently(child);
  };
  const timer = setTimeout(stop, tool.limit * 1000, 'late');
  const onAbort = () => stop('interrupted');
  signal?.addEventListener('abort', onAbort, { once: true });
  const exit = await ended;
  clearTimeout(timer);
  signal?.removeEventListener('abort', onAbort);
  killGroup(child, 'SIGKILL');
  if (why === 'interrupted') throw new InterruptedError('interrupted');
  if (why === 'late')
    throw new WorkError(`${tool.name} was not done after ${tool.limit} s${lastLines(said)}`);
  if (exit !== 0) throw new WorkError(`${tool.name} failed (${exit})${lastLines(said)}`);
  return said;
}

/** Asks first: a program that steers a browser of its own group ends it when it is asked to end. */
function endGently(child: ChildProcess): void {
  killGroup(child, 'SIGTERM');
  const timer = setTimeout(() => killGroup(child, 'SIGKILL'), GRACE * 1000);
  child.once('exit', () => clearTimeout(timer));
}

function killGroup({ pid }: ChildProcess, by: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, by);
  } catch {
    // All of it has ended.
  }
}

/** The end of what a program said, to stand behind a colon. */
export function lastLines(said: string): string {
  const lines = said.split(/[\r\n]+/).filter((line) => line.trim() !== '');
  return lines.length === 0 ? '' : `:\n    ${lines.slice(-LINES).join('\n    ')}`;
}
