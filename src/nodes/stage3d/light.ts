import { cameraAxes, type Point3 } from './camera';

/** The stage's one lamp, as directions of unit length: where the light comes from, and where it gleams. */
export interface Light {
  readonly light: Point3;
  /** Halfway between the light and a viewer at a usual height: faces that point here gleam. */
  readonly halfway: Point3;
}

function unit([x, y, z]: Point3): Point3 {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

/** The lamp hangs to the left behind the sheet and goes round with the camera, so that forms read alike from every side. */
export function lightFrom(azimuth: number): Light {
  const { right, back } = cameraAxes({ azimuth, elevation: 0 });
  const mix = (r: number, b: number, z: number): Point3 =>
    unit([r * right[0] + b * back[0], r * right[1] + b * back[1], z]);
  const light = mix(-0.75, -0.1, 1);
  const viewer = mix(0, 0.8, 0.6);
  return { light, halfway: unit([light[0] + viewer[0], light[1] + viewer[1], light[2] + viewer[2]]) };
}
