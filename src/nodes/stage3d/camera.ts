/** A point or a direction of the stage's world: x to the right, y away, z up. */
export type Point3 = readonly [x: number, y: number, z: number];

/** Where the stage is seen from. The camera circles a target and always has z pointing up, or straight at it. */
export interface CameraPose {
  /** Degrees around the z axis: 0 looks along +y with x to the right, 90 looks along −x with y to the right. */
  readonly azimuth: number;
  /** Degrees above the horizon: 0 is level, 90 looks straight down. */
  readonly elevation: number;
  /** Pixels that one unit of the world takes at the target. */
  readonly zoom: number;
  /** Vertical angle of view in degrees; a small one is nearly a parallel projection of the same size. */
  readonly fieldOfView: number;
  /** The point in the middle of the picture. */
  readonly target: Point3;
}

/** The camera's own axes in the world, each of unit length. */
export interface CameraAxes {
  readonly right: Point3;
  readonly up: Point3;
  /** From the target to the camera. */
  readonly back: Point3;
}

/** A projected point: pixels from the middle of the picture (y down), and how far away it is. */
export interface Projected {
  readonly x: number;
  readonly y: number;
  /** Distance along the line of sight in world units; not positive behind the camera. */
  readonly depth: number;
}

const radians = (degrees: number) => (degrees * Math.PI) / 180;
const dot = (a: Point3, b: Point3) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

/** The point `start` moved along a direction. */
export function along(start: Point3, direction: Point3, distance: number): Point3 {
  const at = (i: 0 | 1 | 2) => start[i] + direction[i] * distance;
  return [at(0), at(1), at(2)];
}

/** The camera's axes, from the angles alone: looking straight down is no special case. */
export function cameraAxes({ azimuth, elevation }: Pick<CameraPose, 'azimuth' | 'elevation'>): CameraAxes {
  const [a, e] = [radians(azimuth), radians(elevation)];
  return {
    right: [Math.cos(a), Math.sin(a), 0],
    up: [-Math.sin(a) * Math.sin(e), Math.cos(a) * Math.sin(e), Math.cos(e)],
    back: [Math.sin(a) * Math.cos(e), -Math.cos(a) * Math.cos(e), Math.sin(e)],
  };
}

/** How far the camera stands from its target, in world units, for a picture `height` pixels high. */
export function cameraDistance({ zoom, fieldOfView }: CameraPose, height: number): number {
  return height / 2 / Math.tan(radians(fieldOfView) / 2) / zoom;
}

/**
 * Where a point of the world lies in a picture `height` pixels high.
 *
 * The renderer's matrices do the same; labels are placed with this so that they can be drawn as text.
 */
export function project(pose: CameraPose, height: number, point: Point3): Projected {
  const { right, up, back } = cameraAxes(pose);
  const distance = cameraDistance(pose, height);
  const from = along(point, pose.target, -1);
  const depth = distance - dot(from, back);
  const scale = (pose.zoom * distance) / depth;
  return { x: dot(from, right) * scale, y: -dot(from, up) * scale, depth };
}

/** The point of the plane through the target, parallel to the picture, that is seen at these pixels from the middle. */
export function onTargetPlane(pose: CameraPose, x: number, y: number): Point3 {
  const { right, up } = cameraAxes(pose);
  return along(along(pose.target, right, x / pose.zoom), up, -y / pose.zoom);
}

/** How much a label prefers to stand below its line, against a direction that is seen at full length. */
const DOWNWARD = 0.3;

/**
 * The direction in the picture, of unit length, in which a label stands clear of a line: square to the line as it is
 * seen, on the side that `outward` points to, or below where that side is hardly seen.
 */
export function besideLine(
  pose: CameraPose,
  height: number,
  [from, to]: readonly [Point3, Point3],
  outward: Point3,
): { readonly x: number; readonly y: number } {
  const [a, b] = [project(pose, height, from), project(pose, height, to)];
  const { right, up } = cameraAxes(pose);
  const side = { x: dot(outward, right), y: DOWNWARD - dot(outward, up) };
  const length = Math.hypot(b.x - a.x, b.y - a.y);
  // A line seen end on has no side of its own.
  const normal = length < 1 ? side : { x: (a.y - b.y) / length, y: (b.x - a.x) / length };
  const sign = normal.x * side.x + normal.y * side.y < 0 ? -1 : 1;
  const size = sign * Math.hypot(normal.x, normal.y) || 1;
  return { x: normal.x / size, y: normal.y / size };
}
