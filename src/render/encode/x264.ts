import { STILL_COPIES } from './graft';

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

/** What x264 is told of a file that begins with a still picture. It heeds no such wish at its first frame. */
export const STILL_ARGS = [
  ...['-force_key_frames', `expr:lte(n,${STILL_COPIES})`],
  ...['-x264-params', `zones=${STILL_COPIES - 1},${STILL_COPIES - 1},b=${STILL_BITS}`],
];
