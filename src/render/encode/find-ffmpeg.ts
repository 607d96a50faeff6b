import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { WorkError } from '../../errors';

/** An ffmpeg, how it was found, and what it encodes. */
export interface FoundFfmpeg {
  readonly path: string;
  readonly how: string;
  readonly version: string;
  /** Names of its encoders. */
  readonly encoders: ReadonlySet<string>;
  /** Whether it has libx264. */
  readonly x264: boolean;
}

/** The environment variable that names an ffmpeg: a path, or `none` to do without. */
export const FFMPEG_VARIABLE = 'CLOCKWORK_FFMPEG';

/** The remedy when ffmpeg is missing. */
export const FFMPEG_REMEDY = `Install ffmpeg (Debian, Ubuntu: apt-get install ffmpeg), or name one: ${FFMPEG_VARIABLE}=/path/to/ffmpeg`;

/**
 * Finds ffmpeg: the one the environment names, one on the PATH, or the optional package `ffmpeg-static`.
 *
 * @returns undefined if there is none, or the environment says `none`.
 * @throws WorkError if the one that the environment names does not run, or the only one that is there: why not.
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv = process.env): Promise<FoundFfmpeg | undefined> {
  const named = env[FFMPEG_VARIABLE];
  if (named === 'none') return undefined;
  if (named !== undefined && named !== '') {
    const found = await inspect(named, FFMPEG_VARIABLE, env);
    if (!(found instanceof Error)) return found;
    throw new WorkError(
      `${FFMPEG_VARIABLE}=${named}: no ffmpeg runs there${found.message}.\n  ${FFMPEG_REMEDY}`,
    );
  }
  const onPath = await inspect('ffmpeg', 'on the PATH', env);
  if (!(onPath instanceof Error)) return onPath;
  const packaged = packagedPath();
  const fromPackage =
    packaged === undefined ? undefined : await inspect(packaged, 'npm package ffmpeg-static', env);
  if (fromPackage !== undefined && !(fromPackage instanceof Error)) return fromPackage;
  if (onPath.absent) return undefined;
  throw new WorkError(
    `the ffmpeg on the PATH does not run${onPath.message}.\n  ${FFMPEG_REMEDY}\n  Or do without: ${FFMPEG_VARIABLE}=none`,
  );
}

/** Whether an ffmpeg's writer of a container knows an option: older ones do without some. */
export async function muxerKnows(ffmpeg: FoundFfmpeg, muxer: string, option: string): Promise<boolean> {
  const help = await ask(ffmpeg.path, ['-h', `muxer=${muxer}`], process.env).catch(() => '');
  return new RegExp(`^ +-${option} `, 'm').test(help);
}

function packagedPath(): string | undefined {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Milliseconds that a program may take to say which version it is. */
const PATIENCE = 20_000;

/** Why a program is no ffmpeg that could be used: words to put behind a sentence, or none. */
class Unusable extends Error {
  constructor(
    reason: string,
    /** Whether there is no program at all. */
    readonly absent: boolean,
  ) {
    super(reason === '' ? '' : `: ${reason}`);
  }
}

async function ask(path: string, question: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const limits = { maxBuffer: 1 << 24, timeout: PATIENCE, killSignal: 'SIGKILL' } as const;
  return (await promisify(execFile)(path, ['-hide_banner', ...question], { env, ...limits })).stdout;
}

async function inspect(path: string, how: string, env: NodeJS.ProcessEnv): Promise<FoundFfmpeg | Unusable> {
  try {
    const [about, list] = await Promise.all([ask(path, ['-version'], env), ask(path, ['-encoders'], env)]);
    const version = /^ffmpeg version (\S+)/.exec(about)?.[1];
    if (version === undefined)
      return new Unusable('asked for its version, it does not say "ffmpeg version"', false);
    // A line of the list: six letters of what it can do, the name, a description.
    const names = list.split('\n').flatMap((line) => /^ [A-Z.]{6} (\S+)/.exec(line)?.[1] ?? []);
    const encoders = new Set(names);
    return { path, how, version, encoders, x264: encoders.has('libx264') };
  } catch (error) {
    return unusable(error);
  }
}

/** What a program that failed said, such as the library that it misses; or what the system says of it. */
function unusable(error: unknown): Unusable {
  const { code, killed, stderr } = error as { code?: unknown; killed?: unknown; stderr?: unknown };
  if (code === 'ENOENT') return new Unusable('', true);
  if (killed === true) return new Unusable(`it does not answer within ${PATIENCE / 1000} s`, false);
  const said = typeof stderr === 'string' ? (stderr.trim().split('\n').at(-1) ?? '') : '';
  if (said !== '') return new Unusable(said, false);
  return new Unusable(typeof code === 'number' ? `it ends with exit code ${code}` : String(code), false);
}
