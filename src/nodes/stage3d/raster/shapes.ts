import type { ColorMap } from '../../../theme';
import type { Point3 } from '../camera';
import type { DrawOrder } from '../surface-geometry';

/** A sheet of p×p points, with a height and a colour at each. */
export interface SheetShape {
  readonly kind: 'sheet';
  readonly p: number;
  /** Shape [p, p]. */
  readonly heights: Float32Array;
  /** Per side of the whole sheet, shape [p, p, 2]. */
  readonly slopes: Float32Array;
  readonly place: Point3;
  readonly side: number;
  readonly rise: number;
  /** The heights of the first and the last colour. */
  readonly range: readonly [low: number, high: number];
  readonly colors: ColorMap;
  /** How much of it is there along x and along y. */
  readonly reveal: readonly [x: number, y: number];
  /** Strength of its faint lines. */
  readonly mesh: number;
  /** The lamp goes round with the camera. */
  readonly azimuth: number;
  readonly order: DrawOrder;
}

/** Straight lines with round ends. */
export interface LinesShape {
  readonly kind: 'lines';
  readonly segments: readonly (readonly [from: Point3, to: Point3])[];
  /** `#rrggbb`. */
  readonly color: string;
  /** In units of the stage, at any distance. */
  readonly width: number;
}

/** Little balls, the newest of which are still growing. */
export interface DotsShape {
  readonly kind: 'dots';
  /** x, y and z of each in the world. */
  readonly points: Float32Array;
  /** How many are there; a fraction is one that grows. */
  readonly count: number;
  /** In units of the stage, at the target's distance. */
  readonly diameter: number;
  /** `#rrggbb`. */
  readonly color: string;
}

/** Anything that stands on a stage, as numbers. */
export type Shape = SheetShape | LinesShape | DotsShape;

/** A shape and how much of it shows. */
export interface Seen {
  readonly shape: Shape;
  readonly opacity: number;
}
