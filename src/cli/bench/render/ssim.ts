import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { WorkError } from '../../../errors';
import type { FoundFfmpeg } from '../../../render';
import type { Matrix } from './film-facts';

/** How much a film is like another: 1 is the same. */
export interface Ssim {
  /** Mean over all frames compared, brightness and colours. */
  readonly mean: number;
  /** The frame that is least alike. */
  readonly least: number;
  /** How many frames were compared. */
  readonly frames: number;
}

/** How the frames of a film are laid beside those of another. */
export interface Pairing {
  /** The film's frame that is compared with the other's first: -1 leaves the other's first out. */
  readonly offset: number;
  /** The matrix that its colours are taken to be of. */
  readonly matrix: Matrix;
}

/** What is compared. */
export interface SsimRequest extends Pairing {
  readonly film: string;
  /** Whether its pixels can be compared as they stand. */
  readonly plain: boolean;
  readonly reference: string;
  /** Frames to compare at most; all that both have if absent. */
  readonly frames?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Compares a film with a reference, frame by frame, whatever times they carry.
 *
 * @throws WorkError if they have no frame to compare, or are not of one size.
 */
export async function measureSsim(ffmpeg: FoundFfmpeg, request: SsimRequest): Promise<Ssim> {
  const { film, reference, signal } = request;
  const args = ['-v', 'error', '-i', film, '-i', reference, '-lavfi', ssimFilter(request), '-f', 'null', '-'];
  const asked = promisify(execFile)(ffmpeg.path, args, { signal, maxBuffer: 1 << 26 });
  const { stdout } = await asked.catch((error: Error & { stderr?: string }) => {
    throw new WorkError(`the film cannot be compared: ${error.stderr?.trim() ?? error.message}`);
  });
  return parseSsim(stdout);
}

/** ffmpeg's words for it: one line on standard output for each frame. */
export function ssimFilter({
  offset,
  matrix,
  plain,
  frames,
}: Omit<SsimRequest, 'film' | 'reference'>): string {
  const end = (start: number) => (frames === undefined ? '' : `:end_frame=${start + frames}`);
  // Frames are paired by their number.
  const part = (start: number) => `trim=start_frame=${start}${end(start)},settb=1/1000,setpts=N`;
  const flags = 'accurate_rnd+full_chroma_int+full_chroma_inp';
  const alike =
    plain && matrix === 'bt709'
      ? ''
      : `scale=in_color_matrix=${matrix}:out_color_matrix=bt709:out_range=tv:flags=${flags},format=yuv420p,`;
  return [
    `[0:v]${alike}${part(Math.max(0, offset))}[film]`,
    `[1:v]${part(Math.max(0, -offset))}[reference]`,
    '[film][reference]ssim=stats_file=-:shortest=1',
  ].join(';');
}

/**
 * Reads what ffmpeg's filter says of each frame.
 *
 * @throws WorkError if it says nothing.
 */
export function parseSsim(lines: string): Ssim {
  const values = [...lines.matchAll(/^n:\d+ .*\bAll:(\S+)/gm)].map(([, all]) => Number(all));
  const frames = values.length;
  if (frames === 0) throw new WorkError('the films have no frame in common');
  const mean = values.reduce((sum, value) => sum + value, 0) / frames;
  return { mean, least: Math.min(...values), frames };
}
