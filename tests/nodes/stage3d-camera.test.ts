import { Matrix4, PerspectiveCamera, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import {
  besideLine,
  type CameraPose,
  cameraAxes,
  cameraDistance,
  onTargetPlane,
  type Point3,
  project,
} from '../../src/nodes/stage3d/camera';

const HEIGHT = 1080;
const pose: CameraPose = {
  azimuth: 38,
  elevation: 30,
  zoom: 730,
  fieldOfView: 24,
  target: [0.1, -0.2, 0.05],
};

/** The same view by three.js, from the same axes and distance. */
function projectByThree(view: CameraPose, width: number, point: Point3) {
  const { right, up, back } = cameraAxes(view);
  const camera = new PerspectiveCamera(view.fieldOfView, width / HEIGHT, 0.1, 100);
  const eye = new Vector3(...back)
    .multiplyScalar(cameraDistance(view, HEIGHT))
    .add(new Vector3(...view.target));
  camera.matrixAutoUpdate = false;
  camera.matrix
    .copy(new Matrix4().makeBasis(new Vector3(...right), new Vector3(...up), new Vector3(...back)))
    .setPosition(eye);
  camera.updateMatrixWorld(true);
  const { x, y } = new Vector3(...point).project(camera);
  return { x: (x * width) / 2, y: (-y * HEIGHT) / 2 };
}

describe('the camera of the stage', () => {
  it('puts a label exactly where three.js renders the point', () => {
    for (const azimuth of [-120, 0, 38, 90]) {
      for (const elevation of [0, 30, 90]) {
        const view = { ...pose, azimuth, elevation };
        for (const point of [
          [0, 0, 0],
          [0.5, -0.5, 0.2],
          [-0.5, 0.5, -0.3],
        ] as const) {
          const ours = project(view, HEIGHT, point);
          const theirs = projectByThree(view, 1920, point);
          expect(ours.x).toBeCloseTo(theirs.x, 6);
          expect(ours.y).toBeCloseTo(theirs.y, 6);
        }
      }
    }
  });

  it('has three axes at right angles that make a right-handed system, also straight from above', () => {
    for (const elevation of [0, 30, 90]) {
      const { right, up, back } = cameraAxes({ azimuth: 71, elevation });
      const [r, u, b] = [right, up, back].map((axis) => new Vector3(...axis)) as [Vector3, Vector3, Vector3];
      expect(r.dot(u)).toBeCloseTo(0, 12);
      expect(r.clone().cross(u).distanceTo(b)).toBeCloseTo(0, 12);
    }
  });

  it('shows x to the right and y upwards from above, and y to the right from the side', () => {
    const above = { ...pose, azimuth: 0, elevation: 90, target: [0, 0, 0] } as const;
    expect(project(above, HEIGHT, [0.5, 0, 0])).toMatchObject({
      x: expect.closeTo(365, 9),
      y: expect.closeTo(0, 9),
    });
    expect(project(above, HEIGHT, [0, 0.5, 0])).toMatchObject({
      x: expect.closeTo(0, 9),
      y: expect.closeTo(-365, 9),
    });
    const side = { ...above, azimuth: 90, elevation: 0 };
    expect(project(side, HEIGHT, [0, 0.5, 0]).x).toBeCloseTo(365, 9);
  });

  it('keeps the size at the target when only the angle of view changes', () => {
    for (const fieldOfView of [5, 24, 60]) {
      const view = { ...pose, fieldOfView };
      const point = onTargetPlane(view, 300, -120);
      expect(project(view, HEIGHT, point)).toMatchObject({
        x: expect.closeTo(300, 6),
        y: expect.closeTo(-120, 6),
        depth: expect.closeTo(cameraDistance(view, HEIGHT), 9),
      });
    }
  });

  it('makes near things larger than far ones', () => {
    const front = project(pose, HEIGHT, [0.1, -0.9, 0.05]);
    const behind = project(pose, HEIGHT, [0.1, 0.9, 0.05]);
    expect(front.depth).toBeLessThan(behind.depth);
  });
});

describe('a label beside a line', () => {
  const line = [
    [-0.5, -0.5, 0],
    [0.5, -0.5, 0],
  ] as const;

  it('stands square to the line as seen, on the outer side', () => {
    const off = besideLine(pose, HEIGHT, line, [0, -1, 0]);
    const [a, b] = line.map((point) => project(pose, HEIGHT, point));
    if (a === undefined || b === undefined) throw new Error('the line has two ends');
    expect(off.x * (b.x - a.x) + off.y * (b.y - a.y)).toBeCloseTo(0, 9);
    expect(Math.hypot(off.x, off.y)).toBeCloseTo(1, 12);
    const outside = project(pose, HEIGHT, [0, -0.6, 0]);
    const middle = project(pose, HEIGHT, [0, -0.5, 0]);
    expect(off.x * (outside.x - middle.x) + off.y * (outside.y - middle.y)).toBeGreaterThan(0);
  });

  it('stands below a line whose outer side is not seen', () => {
    const level = { ...pose, azimuth: 0, elevation: 0 };
    expect(besideLine(level, HEIGHT, line, [0, -1, 0])).toMatchObject({
      x: expect.closeTo(0, 9),
      y: expect.closeTo(1, 9),
    });
  });

  it('has a direction even for a line seen end on', () => {
    const along = { ...pose, azimuth: 90, elevation: 0, fieldOfView: 0.001, target: [0, -0.5, 0] } as const;
    const off = besideLine(along, HEIGHT, line, [0, -1, 0]);
    expect(Math.hypot(off.x, off.y)).toBeCloseTo(1, 9);
  });
});
