import { type FileHandle, open as openFile } from 'node:fs/promises';
import { type PaceOptions, paceTo } from './pace';
import type { PixelSize } from './page/protocol';
import type { OpenProject } from './project';

/** Frames that are drawn already: their planes, one after the other in a file. */
export interface ReadyFrames {
  readonly path: string;
  readonly size: PixelSize;
  readonly fps: number;
  readonly frames: number;
  /** Bytes of one frame. */
  readonly bytes: number;
}

/**
 * Draws frames and keeps their planes, for encoders to be measured on.
 *
 * @param path - The file to keep them in; whoever reads it soon finds it in the system's memory.
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
  return { path, size, fps, frames, bytes: (size.width * size.height * 3) / 2 };
}
