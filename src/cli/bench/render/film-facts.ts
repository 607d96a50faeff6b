import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { WorkError } from '../../../errors';
import type { FoundFfmpeg, PixelSize } from '../../../render';

/** What a file says of its film. */
export interface FilmFacts {
  readonly frames: number;
  readonly size: PixelSize;
  readonly bytes: number;
  /** The matrix of its colours as it is tagged; undefined where it is not. */
  readonly matrix: Matrix | undefined;
  /** How pixels are kept where it is not as in most films: 4:2:0, eight bits, limited range. */
  readonly unusual: string | undefined;
}

/** How red, green and blue became brightness and colour: HDTV's way, or that of older television. */
export type Matrix = 'bt709' | 'bt601';

const probed = z.object({
  streams: z.tuple([
    z.object({
      width: z.number(),
      height: z.number(),
      pix_fmt: z.string(),
      color_range: z.string().optional(),
      color_space: z.string().optional(),
      nb_read_packets: z.string(),
    }),
  ]),
});

const MATRICES: Readonly<Record<string, Matrix>> = {
  bt709: 'bt709',
  smpte170m: 'bt601',
  bt470bg: 'bt601',
};

/**
 * Asks the ffprobe beside ffmpeg about a film.
 *
 * @throws WorkError if there is no film in the file.
 */
export async function filmFacts({ path: ffmpeg }: FoundFfmpeg, path: string): Promise<FilmFacts> {
  const ffprobe = ffmpeg.includes('/') ? join(dirname(ffmpeg), 'ffprobe') : 'ffprobe';
  const entries = 'stream=width,height,pix_fmt,color_range,color_space,nb_read_packets';
  const show = ['-select_streams', 'v:0', '-count_packets', '-show_entries', entries, '-of', 'json'];
  const asked = promisify(execFile)(ffprobe, ['-v', 'error', ...show, path]);
  const { stdout } = await asked.catch((error: Error) => {
    throw new WorkError(`no film to look at: ${error.message.trim()}`);
  });
  const parsed = probed.safeParse(JSON.parse(stdout));
  if (!parsed.success) throw new WorkError('what was written holds no film');
  const [stream] = parsed.data.streams;
  return {
    frames: Number(stream.nb_read_packets),
    size: { width: stream.width, height: stream.height },
    bytes: (await stat(path)).size,
    matrix: MATRICES[stream.color_space ?? ''],
    unusual: unusual(stream.pix_fmt, stream.color_range),
  };
}

/** ffmpeg has a name of its own, with a j, for 4:2:0 of the full range. */
function unusual(pixels: string, range: string | undefined): string | undefined {
  if (range === 'pc' || pixels === 'yuvj420p')
    return /^yuvj?420p$/.test(pixels) ? 'full range' : `full range, ${pixels}`;
  return pixels === 'yuv420p' ? undefined : pixels;
}
