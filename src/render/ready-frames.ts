import { type FileHandle, open as openFile, rm } from 'node:fs/promises';
import { InterruptedError, WorkError } from '../errors';
import { ffmpegEncoder } from './encode/ffmpeg';
import { FFMPEG_REMEDY, findFfmpeg } from './encode/find-ffmpeg';
import { type EncodePaceOptions, PACE_FORMAT } from './film-pace';
import { type Pace, type PaceOptions, paceSince, paceTo } from './pace';
import type { PixelSize } from './page/protocol';
import type { OpenProject } from './project';

/** Frames that are drawn already: their planes, one after the other in a file. */
export interface ReadyFrames {
  readonly size: PixelSize;
  readonly fps: number;
  readonly frames: number;
  /** Bytes of one frame. */
  readonly bytes: number;
  /** Encodes them with ffmpeg, as a film would: how fast the encoder is when it waits for nobody. */
  readonly encode: (options: EncodePaceOptions, signal?: AbortSignal) => Promise<Pace>;
  /** Removes the file. */
  readonly remove: () => Promise<void>;
}

/**
 * Draws frames and keeps their planes, for encoders to be measured on.
 *
 * @param path - The file to keep them in; its last readers find it in the system's memory.
 * @throws The same as `film`.
 */
export async function drawReady(open: OpenProject, options: PaceOptions, path: string): Promise<ReadyFrames> {
  let file: FileHandle | undefined;
  let [size, fps, frames]: [PixelSize, number, number] = [{ width: 0, height: 0 }, 0, 0];
  const close = async () => {
    await file?.close();
    file = undefined;
  };
  await paceTo(open, options, async (playback, count) => {
    const into = await openFile(path, 'w');
    [file, size, fps, frames] = [into, playback.size, playback.fps, count];
    const take = (_: unknown, planes: Buffer) => into.writeFile(planes);
    const how = { shipping: { as: 'i420' }, repeat: true, block: 1, window: 3 } as const;
    return { taker: { ...how, take }, finish: close, abort: close };
  });
  const bytes = (size.width * size.height * 3) / 2;
  return {
    ...{ size, fps, frames, bytes },
    encode: async (how, signal) => {
      const ffmpeg = await findFfmpeg();
      if (!ffmpeg?.x264) throw new WorkError(`there is no ffmpeg with libx264.\n  ${FFMPEG_REMEDY}`);
      const { crf, preset, scratch } = how;
      const encoder = ffmpegEncoder(ffmpeg, PACE_FORMAT, { size, fps, crf, preset, transparent: false });
      const from = await openFile(path, 'r');
      const piece = await encoder.begin({ path: scratch, frames }, scratch);
      try {
        const begun = performance.now();
        for (let frame = 0; frame < frames; frame++) {
          if (signal?.aborted) throw new InterruptedError('interrupted');
          // A buffer of its own each: the encoder's pipe may still hold the one before.
          const planes = Buffer.allocUnsafe(bytes);
          await from.read(planes, 0, bytes, frame * bytes);
          await piece.take({ kind: 'frame', frame }, planes);
        }
        await piece.finish();
        return paceSince(begun, frames);
      } finally {
        await piece.abort();
        await from.close();
        await rm(scratch, { force: true });
      }
    },
    remove: () => rm(path, { force: true }),
  };
}
