import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { WorkError } from '../../errors';
import { writeError } from '../atomic';
import type { Encoder, EncodeSettings } from './encoder';

/** An ffmpeg that can encode H.264, and how it was found. */
export interface FoundFfmpeg {
  readonly path: string;
  readonly how: string;
  readonly version: string;
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
  try {
    const { stdout } = await promisify(execFile)(path, ['-hide_banner', '-version']);
    const version = /^ffmpeg version (\S+)/.exec(stdout)?.[1];
    return version === undefined
      ? undefined
      : { path, how, version, x264: stdout.includes('--enable-libx264') };
  } catch {
    return undefined;
  }
}

/** Starts ffmpeg on planes from its standard input: H.264, High profile, 4:2:0, BT.709, index in front. */
export function ffmpegEncoder(ffmpeg: FoundFfmpeg, settings: EncodeSettings): Encoder {
  const { size, fps } = settings;
  const colour = [
    '-color_range',
    'tv',
    '-colorspace',
    'bt709',
    '-color_primaries',
    'bt709',
    '-color_trc',
    'bt709',
  ];
  const input = [
    ...['-f', 'rawvideo', '-pixel_format', 'yuv420p', '-video_size', `${size.width}x${size.height}`],
    ...['-framerate', String(fps), ...colour, '-i', 'pipe:0'],
  ];
  const output = [
    ...['-an', '-c:v', 'libx264', '-profile:v', 'high', '-pix_fmt', 'yuv420p', ...colour],
    ...['-preset', settings.preset, '-crf', String(settings.crf)],
    // A key frame every two seconds: players seek in the film without decoding all of it.
    ...['-g', String(Math.round(2 * fps))],
    ...Object.entries(settings.tags).flatMap(([key, value]) => ['-metadata', `${key}=${value}`]),
    ...['-movflags', '+faststart', '-f', 'mp4', '-y', settings.path],
  ];
  const args = ['-hide_banner', '-nostdin', '-loglevel', 'error', ...input, ...output];
  // A group of its own: Ctrl-C reaches us alone, and we end it.
  const child = spawn(ffmpeg.path, args, {
    stdio: ['pipe', 'ignore', 'pipe'],
    detached: process.platform !== 'win32',
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
  const failure = async () => ffmpegError(settings.out, await exit, said);
  return {
    shipping: { as: 'i420' },
    // Planes are large: pages take turns frame by frame, and hardly any wait.
    block: 1,
    window: 3,
    take: async (_, planes) => {
      if (child.stdin.destroyed) throw await failure();
      if (!child.stdin.write(planes))
        await Promise.race([once(child.stdin, 'drain').catch(() => exit), exit]);
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

function ffmpegError(out: string, exit: number | string, said: string): WorkError {
  if (/No space left on device/.test(said)) return writeError(out, { code: 'ENOSPC' });
  const words = said.trim() === '' ? '' : `:\n    ${said.trim().split('\n').slice(-4).join('\n    ')}`;
  return new WorkError(
    `ffmpeg ended early (${typeof exit === 'number' ? `exit code ${exit}` : exit})${words}`,
  );
}
