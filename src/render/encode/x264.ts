/** An ffmpeg with libx264 that makes MPEG-TS, and its words: for what it reads and how it encodes, and for its file. */
export interface X264 {
  readonly path: string;
  readonly encoding: readonly string[];
  readonly container: readonly string[];
  readonly fps: number;
  /** Frames from one key frame to the next, at most. */
  readonly group: number;
}

/**
 * How many times more bits than others a still picture's key frame gets. x264 spends more on what stays, and sees but
 * one frame here. Measured on a chapter's picture that stands still, with presets from `ultrafast` to `slow` and factors
 * 10 and 23: with 4 it is as alike as what x264 makes of 60 such frames, but for `ultrafast`; with 5 there as well.
 */
const STILL_BITS = 5;

/** Key frames of the still picture that a part's file begins with. */
export const STILL_COPIES = 2;

const PARAMS = '-x264-params';

/**
 * The words for a file that begins with a still picture: those for any other, and that its copies are key frames, the
 * last one of more bits. x264 heeds no such wish at its first frame.
 */
export function encodingStill(encoding: readonly string[]): string[] {
  const last = STILL_COPIES - 1;
  const zone = `zones=${last},${last},b=${STILL_BITS}`;
  const at = encoding.lastIndexOf(PARAMS);
  const params = at < 0 ? zone : `${encoding[at + 1]}:${zone}`;
  // What is said last holds.
  return [...encoding, '-force_key_frames', `expr:lte(n,${STILL_COPIES})`, PARAMS, params];
}
