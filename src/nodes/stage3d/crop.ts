import { type CameraPose, type Point3, project } from './camera';

/** A rectangle of a picture in whole pixels, from its upper left corner. */
export interface Crop {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Room for the width of lines and the size of dots around what is seen, in pixels of a 1920×1080 frame. */
const MARGIN = 32;
/** Sizes are rounded up to this: a picture whose size changes with every frame is allocated with every frame. */
const ROUND = 64;

/** The eight corners of a box. */
export function boxCorners([x0, y0, z0]: Point3, [x1, y1, z1]: Point3): readonly Point3[] {
  return [x0, x1].flatMap((x) => [y0, y1].flatMap((y) => [z0, z1].map((z): Point3 => [x, y, z])));
}

/**
 * The part of a stage's picture in which points, and everything between them, are seen: no other part need be rendered.
 *
 * @param size - The stage's own size, which the pose is measured in; @param resolution - picture pixels per unit of it.
 * @returns the whole picture if a point is not in front of the camera; undefined if nothing is seen of any.
 */
export function cropTo(
  points: readonly Point3[],
  pose: CameraPose,
  size: { readonly width: number; readonly height: number },
  resolution: number,
): Crop | undefined {
  const width = Math.max(1, Math.round(size.width * resolution));
  const height = Math.max(1, Math.round(size.height * resolution));
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (const point of points) {
    const { x, y, depth } = project(pose, size.height, point);
    if (depth <= 0) return { left: 0, top: 0, width, height };
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  const across = span(left - MARGIN, right + MARGIN, size.width, resolution, width);
  const down = span(top - MARGIN, bottom + MARGIN, size.height, resolution, height);
  if (across === undefined || down === undefined) return undefined;
  return { left: across.from, width: across.extent, top: down.from, height: down.extent };
}

/** A stretch of one axis, given from its middle, in whole pixels from its beginning and inside it. */
function span(low: number, high: number, length: number, resolution: number, pixels: number) {
  const from = Math.floor((low + length / 2) * resolution);
  const to = Math.ceil((high + length / 2) * resolution);
  if (to <= 0 || from >= pixels) return undefined;
  const extent = Math.min(pixels, Math.ceil((Math.min(pixels, to) - Math.max(0, from)) / ROUND) * ROUND);
  return { from: Math.max(0, Math.min(from, pixels - extent)), extent };
}
