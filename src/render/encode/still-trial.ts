import { readFile, rm } from 'node:fs/promises';
import { WorkError } from '../../errors';
import { LostError } from '../lost';
import { runFfmpeg, startFfmpeg } from './run-ffmpeg';
import { encodingStill, STILL_COPIES, type X264 } from './x264';

/** Frames for which the picture stands still in the trial. */
const FRAMES = 4;

/**
 * Tries once whether pictures that repeat this encoder's key frames decode as those key frames.
 *
 * @param path - Where the trial's files may lie: they begin so, and are removed at the end.
 * @returns Whether all frames are one picture; false as well if the encoder writes heads of a kind that is not known.
 * @throws LostError if somebody ends its ffmpeg.
 */
export async function repeatsWell(x264: X264, picture: Buffer, path: string): Promise<boolean> {
  const [part, grafted, sums] = [`${path}.part`, `${path}.grafted`, `${path}.sums`] as const;
  const args = [...encodingStill(x264.encoding), ...x264.container, '-y', part];
  const running = startFfmpeg(x264.path, args, path);
  try {
    for (let copy = 0; copy < STILL_COPIES; copy++) await running.write(picture);
    await running.finish();
    const { fps } = x264;
    const { graft } = await import('./graft');
    await graft([{ path: part, still: FRAMES, moved: 0 }], grafted, { fps, group: FRAMES, out: path });
    await runFfmpeg(x264.path, ['-i', grafted, '-f', 'framemd5', '-y', sums], path, undefined);
    const lines = (await readFile(sums, 'utf8')).split('\n').filter((line) => /^\d/.test(line));
    return lines.length === FRAMES && new Set(lines.map((line) => line.split(',').at(-1))).size === 1;
  } catch (error) {
    if (error instanceof LostError || !(error instanceof WorkError)) throw error;
    return false;
  } finally {
    await running.abort();
    await Promise.all([part, grafted, sums].map((file) => rm(file, { force: true })));
  }
}
