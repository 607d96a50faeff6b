import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InterruptedError, WorkError } from '../errors';
import type { Compiled, CompileRequest } from './compile';

/** What the process that compiles answers: `exitCode` if the failure is one that explains itself. */
type Answer =
  | { readonly compiled: Compiled }
  | { readonly failure: string; readonly exitCode: number | undefined };

const CHILD = fileURLToPath(new URL('./compile-child.mjs', import.meta.url));

/**
 * Compiles a project in a process of its own: Vite and what it has read (170 MB) go with it, and do not stay for as long as
 * films are drawn. What plugins print goes to the standard error.
 *
 * @throws WorkError if it does not compile; InterruptedError if the signal aborts.
 */
export async function compileApart(
  request: CompileRequest,
  signal: AbortSignal | undefined,
): Promise<Compiled> {
  if (signal?.aborted) throw new InterruptedError('interrupted');
  return new Promise((resolve, reject) => {
    const child = fork(CHILD, { execArgv: [], stdio: ['ignore', 2, 2, 'ipc'] });
    const stop = () => child.kill();
    signal?.addEventListener('abort', stop, { once: true });
    child.once('message', (answer: Answer) => {
      if ('compiled' in answer) resolve(answer.compiled);
      else reject(answer.exitCode === undefined ? new Error(answer.failure) : new WorkError(answer.failure));
    });
    child.once('error', reject);
    child.once('exit', (code, killer) => {
      signal?.removeEventListener('abort', stop);
      // Nothing of this counts if it has answered. Ctrl-C reaches it, too, and perhaps before us.
      if (signal?.aborted || killer === 'SIGINT') reject(new InterruptedError('interrupted'));
      else reject(new WorkError(`what compiles the project ended (${killer ?? `exit code ${code}`})`));
    });
    child.send(request);
  });
}
