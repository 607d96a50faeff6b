import { type CameraAxes, type CameraPose, cameraAxes, cameraDistance, type Point3 } from '../camera';
import type { Crop } from '../crop';

/** Samples across a pixel, and down: a pixel is the mean of four. */
export const FINER = 2;

/** How points of the world become places in a picture, measured in samples from its upper left corner. */
export interface Lens {
  readonly axes: CameraAxes;
  readonly target: Point3;
  /** From the camera to its target, in world units. */
  readonly distance: number;
  /** Samples that a world unit takes at the target. */
  readonly zoom: number;
  /** Samples that a unit of the stage takes. */
  readonly unit: number;
  /** Where the target is seen. */
  readonly centre: readonly [x: number, y: number];
}

/**
 * The lens of a camera for a part of a stage's picture.
 *
 * @param size - The stage's own size, which the pose is measured in; @param resolution - picture pixels per unit of it.
 */
export function lensOf(
  pose: CameraPose,
  size: { readonly width: number; readonly height: number },
  resolution: number,
  crop: Crop,
): Lens {
  const unit = FINER * resolution;
  return {
    axes: cameraAxes(pose),
    target: pose.target,
    distance: cameraDistance(pose, size.height),
    zoom: pose.zoom * unit,
    unit,
    centre: [(size.width / 2) * unit - FINER * crop.left, (size.height / 2) * unit - FINER * crop.top],
  };
}

/**
 * Where points are seen: x, y, and the reciprocal of their distance along the line of sight, which unlike the distance
 * itself changes evenly across a picture. A point beside or behind the camera has none: 0.
 *
 * @param points - x, y, z of each. @param seen - Receives three numbers for each, every `stride` numbers.
 */
export function seePoints(lens: Lens, points: ArrayLike<number>, seen: Float32Array, stride = 3): void {
  const { right, up, back } = lens.axes;
  const [tx, ty, tz] = lens.target;
  const [centreX, centreY] = lens.centre;
  const scale = lens.zoom * lens.distance;
  for (let i = 0, at = 0; i + 2 < points.length; i += 3, at += stride) {
    const x = (points[i] as number) - tx;
    const y = (points[i + 1] as number) - ty;
    const z = (points[i + 2] as number) - tz;
    const depth = lens.distance - (x * back[0] + y * back[1] + z * back[2]);
    const near = depth > 0 ? 1 / depth : 0;
    seen[at] = centreX + (x * right[0] + y * right[1] + z * right[2]) * scale * near;
    seen[at + 1] = centreY - (x * up[0] + y * up[1] + z * up[2]) * scale * near;
    seen[at + 2] = near;
  }
}
