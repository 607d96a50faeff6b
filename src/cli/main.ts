import { InputError } from '../errors';
import type { AnyCommand } from './command';
import { commands } from './commands';
import { unknownMessage } from './nearest';

/** The text of `clockwork --help`. */
function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  return [
    'Clockwork: train a small transformer until it groks, take it apart, and film what it learned.',
    '',
    'usage: npm run <command> [key=value …]     (or: npx clockwork <command> [--key value …])',
    '',
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    '',
    'npm run <command> -- --help tells the keys of each.',
  ].join('\n');
}

/** The exit code that an error asks for: 2 for bad input, 130 for an interruption, 1 for the rest. */
function exitCodeOf(error: unknown): number {
  if (typeof error === 'object' && error !== null && 'exitCode' in error) {
    if (typeof error.exitCode === 'number') return error.exitCode;
  }
  return 1;
}

/** What the system means by the errors that a person can mend. */
const systemErrors: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full: make room and try again',
  EDQUOT: 'the quota of the disk is used up: make room and try again',
  EROFS: 'the file system is read-only',
  EACCES: 'no permission: change it, or choose another folder',
  EPERM: 'no permission: change it, or choose another folder',
};

/** An error that we wrote explains itself, and so do the system's usual ones; of any other the stack is what helps. */
function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const remedy = Object.hasOwn(systemErrors, code) ? systemErrors[code] : undefined;
  if (remedy !== undefined) {
    const place = 'path' in error && typeof error.path === 'string' ? `cannot write ${error.path}: ` : '';
    return `${place}${remedy} (${code}).`;
  }
  return 'exitCode' in error ? error.message : (error.stack ?? error.message);
}

/** `… | head` closes the pipe when it has enough: that ends the program as quietly as it ends any other. */
function onClosedPipe(error: Error): void {
  if ('code' in error && error.code === 'EPIPE') process.exit(0);
  throw error;
}

/**
 * Runs one command line and resolves to its exit code: 0 done, 1 failed, 2 bad input, 130 interrupted.
 *
 * @param args - The words after the program's name.
 */
export async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    process.stdout.write(`${overview()}\n`);
    return 0;
  }
  const interrupt = new AbortController();
  let interrupted = false;
  const onSignal = () => {
    // A second Ctrl-C means it: leave at once.
    if (interrupted) process.exit(130);
    interrupted = true;
    interrupt.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.stdout.on('error', onClosedPipe);
  try {
    const load = Object.hasOwn(commands, name) ? commands[name]?.load : undefined;
    if (load === undefined) throw new InputError(unknownMessage('command', name, Object.keys(commands)));
    const command: AnyCommand = await load();
    const code = await command.execute(rest, {
      signal: interrupt.signal,
      commandLine: [name === 'start' ? 'npm start' : `npm run ${name}`, ...rest].join(' '),
      json: (value) => process.stdout.write(`${JSON.stringify(value)}\n`),
      say: (line) => process.stderr.write(`${line}\n`),
    });
    return interrupted && code === 0 ? 130 : code;
  } catch (error) {
    process.stderr.write(`clockwork ${name}: ${explain(error)}\n`);
    return interrupted ? 130 : exitCodeOf(error);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
    process.stdout.off('error', onClosedPipe);
  }
}
