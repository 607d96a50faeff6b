import { createHash } from 'node:crypto';
import { open as openFile } from 'node:fs/promises';
import { writeAll } from './encode/write-all';
import { framesOf, type MomentRange } from './frames';
import type { OpenProject } from './project';
import { shipFrames } from './ship';
import { type PlayOptions, preparePage } from './stills';

/** Frames as pages ship them, one after the other in a file. */
export interface RawFrames {
  readonly path: string;
  readonly frames: number;
  readonly bytesPerFrame: number;
  /** MD5 of each frame, as ffmpeg's `framemd5` counts it. */
  readonly hashes: readonly string[];
}

/** Frames that may wait in Node. */
const WINDOW = 3;

/**
 * Writes frames as encoders get them, before any of them has touched one: what a film is to be compared with.
 *
 * @param options - `as`: 4:2:0 planes of BT.709, or red, green, blue and alpha. `out`: the file to write.
 * @throws The same as `film`.
 */
export async function writeRawFrames(
  open: OpenProject,
  options: PlayOptions & {
    readonly as: 'i420' | 'rgba';
    readonly out: string;
    readonly range?: MomentRange | undefined;
  },
): Promise<RawFrames> {
  const { as, out, transparent = false } = options;
  const playback = await preparePage(open, options);
  const range = framesOf(options.range, playback.fps, playback.frames);
  const file = await openFile(out, 'w');
  const hashes: string[] = [];
  let written = 0;
  const taker = {
    shipping: as === 'i420' ? { as } : { as, alpha: transparent },
    // Every one is drawn: that repeated ones are the same is a part of what is compared.
    repeat: false,
    block: 1,
    window: WINDOW,
    take: async (_: unknown, frame: Buffer) => {
      hashes.push(createHash('md5').update(frame).digest('hex'));
      await writeAll(file, frame, written);
      written += frame.length;
    },
  } as const;
  try {
    await shipFrames([open.page], open.browser.profile, taker, range, () => undefined);
  } finally {
    await file.close();
  }
  return { path: out, frames: hashes.length, bytesPerFrame: written / hashes.length, hashes };
}
