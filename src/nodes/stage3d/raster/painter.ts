import type { Band } from './band';
import type { Pixels } from './pixels';

/** Pixels beside each other. */
export interface Run {
  readonly into: Pixels;
  /** The row of `into` that they are in. */
  readonly line: number;
  /** The first, and the one after the last; in the picture they are in row `y`. */
  readonly x: number;
  readonly end: number;
  readonly y: number;
  /** 0 to 255. */
  readonly alpha: number;
}

/** Draws one shape: first where it is, band by band, then what of it is seen. */
export interface Painter {
  /** Its parts are numbered from here on … */
  readonly firstPart: number;
  /** … up to here. */
  readonly endPart: number;
  /** Marks the samples on which it is nearer than all before it. */
  mark(band: Band): void;
  /** Paints pixels that show nothing but one part of it. */
  paint(part: number, run: Run): void;
  /** Adds the colour that a part has at a place, in samples, to red, green and blue, so many times. */
  add(part: number, x: number, y: number, times: number, sum: Float64Array): void;
}
