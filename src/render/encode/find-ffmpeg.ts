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
 * @throws WorkError if the one that the environment names does not run.
 */
export async function findFfmpeg(env: NodeJS.ProcessEnv = process.env): Promise<FoundFfmpeg | undefined> {
  const named = env[FFMPEG_VARIABLE];
  if (named === 'none') return undefined;
  if (named !== undefined && named !== '') {
    const found = await inspect(named, FFMPEG_VARIABLE);
    if (found) return found;
    throw new WorkError(`${FFMPEG_VARIABLE}=${named}: no ffmpeg runs there.\n  ${FFMPEG_REMEDY}`);
  }
  const packaged = packagedPath();
  return (
    (await inspect('ffmpeg', 'on the PATH')) ??
    (packaged === undefined ? undefined : await inspect(packaged, 'npm package ffmpeg-static'))
  );
}

function packagedPath(): string | undefined {
  try {
    const path: unknown = createRequire(import.meta.url)('ffmpeg-static');
    return typeof path === 'string' ? path : undefined;
  } catch {
    return undefined;
  }
}

async function inspect(path: string, how: string): Promise<FoundFfmpeg | undefined> {
  const ask = async (question: string) =>
    (await promisify(execFile)(path, ['-hide_banner', question], { maxBuffer: 1 << 24 })).stdout;
  try {
    const [about, list] = await Promise.all([ask('-version'), ask('-encoders')]);
    const version = /^ffmpeg version (\S+)/.exec(about)?.[1];
    if (version === undefined) return undefined;
    // A line of the list: six letters of what it can do, the name, a description.
    const names = list.split('\n').flatMap((line) => /^ [A-Z.]{6} (\S+)/.exec(line)?.[1] ?? []);
    const encoders = new Set(names);
    return { path, how, version, encoders, x264: encoders.has('libx264') };
  } catch {
    return undefined;
  }
}
