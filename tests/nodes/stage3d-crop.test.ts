import { describe, expect, it } from 'vitest';
import type { CameraPose, Point3 } from '../../src/nodes/stage3d/camera';
import { boxCorners, cropTo } from '../../src/nodes/stage3d/crop';

/** Looking along +y from far away: one unit is 100 pixels, x to the right, z up. */
const pose: CameraPose = { azimuth: 0, elevation: 0, zoom: 100, fieldOfView: 1, target: [0, 0, 0] };
const size = { width: 1920, height: 1080 };

describe('the part of a stage that is rendered', () => {
  it('holds every corner of a box with room for lines around it, and little more', () => {
    const crop = cropTo(boxCorners([-3, 0, -1], [1, 0, 2]), pose, size, 1);
    if (crop === undefined) throw new Error('nothing is seen');
    expect(crop.left).toBe(960 - 300 - 32);
    expect(crop.top).toBe(540 - 200 - 32);
    expect(crop.left + crop.width).toBeGreaterThanOrEqual(960 + 100 + 32);
    expect(crop.width).toBeLessThan(400 + 2 * 32 + 64);
    expect(crop.height).toBeLessThan(300 + 2 * 32 + 64);
  });

  it('is half as large in a film of half the size', () => {
    const box = boxCorners([-3, 0, -1], [1, 0, 2]);
    expect(cropTo(box, pose, size, 0.5)).toMatchObject({ left: 314, top: 154 });
  });

  it('stays inside the picture, however far the box reaches, and moves in where it was rounded up', () => {
    expect(cropTo(boxCorners([-30, 0, -30], [30, 0, 30]), pose, size, 1)).toEqual({
      left: 0,
      top: 0,
      ...size,
    });
    const atEdge = cropTo(boxCorners([9, 0, 4], [12, 0, 6]), pose, size, 1);
    if (atEdge === undefined) throw new Error('nothing is seen');
    expect(atEdge.left + atEdge.width).toBe(1920);
    expect(atEdge.top).toBe(0);
  });

  it('is nothing where no corner is near the picture, and all of it where one is behind the camera', () => {
    expect(cropTo(boxCorners([20, 0, 0], [22, 0, 1]), pose, size, 1)).toBeUndefined();
    expect(cropTo([], pose, size, 1)).toBeUndefined();
    const behind: Point3 = [0, -1e6, 0];
    expect(cropTo([behind], pose, size, 1)).toEqual({ left: 0, top: 0, ...size });
  });
});
