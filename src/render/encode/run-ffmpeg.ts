import { spawn } from 'node:child_process';
import { InterruptedError, WorkError } from '../../errors';
import { writeError } from '../atomic';
import { LostError } from '../lost';

/** An ffmpeg at work. */
export interface RunningFfmpeg {
  /** Writes to its standard input; resolves when the data is written and its room can be used again. */
  readonly write: (data: Buffer) => Promise<void>;
  /** Ends its input and waits until it is done. */
  readonly finish: () => Promise<void>;
  /** Ends it at once. Safe to call at any time. */
  readonly abort: () => Promise<void>;
}

/**
 * Starts ffmpeg.
 *
 * @param out - What people call the file that it writes.
 * @throws from `write` and `finish`: WorkError with the last that it said; LostError if somebody killed it.
 */
export function startFfmpeg(path: string, args: readonly string[], out: string): RunningFfmpeg {
  // A group of its own: Ctrl-C reaches us alone, and we end it.
  const child = spawn(path, ['-hide_banner', '-nostdin', '-loglevel', 'error', ...args], {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
    // SVT-AV1 prints its settings whatever it is told; 1 leaves errors.
    env: { ...process.env, SVT_LOG: '1' },
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4000);
  });
  const exit = new Promise<number | string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(code ?? String(signal)));
  });
  const endOnExit = () => child.kill('SIGKILL');
  process.once('exit', endOnExit);
  void exit.then(() => process.off('exit', endOnExit));
  // What ffmpeg says when it ends tells more than the broken pipe that follows.
  child.stdin.on('error', () => undefined);
  const failure = async () => ffmpegError(out, await exit, said);
  return {
    write: async (data) => {
      if (child.stdin.destroyed) throw await failure();
      await Promise.race([new Promise((resolve) => child.stdin.write(data, resolve)), exit]);
      if (child.stdin.destroyed) throw await failure();
    },
    finish: async () => {
      child.stdin.end();
      if ((await exit) !== 0) throw await failure();
    },
    abort: async () => {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/**
 * Runs ffmpeg on files, to its end.
 *
 * @throws WorkError as above; InterruptedError if the signal aborts.
 */
export async function runFfmpeg(
  path: string,
  args: readonly string[],
  out: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal?.aborted) throw new InterruptedError('interrupted');
  const running = startFfmpeg(path, args, out);
  const stop = () => void running.abort();
  signal?.addEventListener('abort', stop, { once: true });
  try {
    await running.finish();
  } catch (error) {
    throw signal?.aborted ? new InterruptedError('interrupted') : error;
  } finally {
    signal?.removeEventListener('abort', stop);
  }
}

function ffmpegError(out: string, exit: number | string, said: string): WorkError {
  if (/No space left on device/.test(said)) return writeError(out, { code: 'ENOSPC' });
  const words = said.trim() === '' ? '' : `:\n    ${said.trim().split('\n').slice(-4).join('\n    ')}`;
  if (typeof exit === 'string') return new LostError(`ffmpeg was ended (${exit})${words}`);
  return new WorkError(`ffmpeg ended early (exit code ${exit})${words}`);
}
