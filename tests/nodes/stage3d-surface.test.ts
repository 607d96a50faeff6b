import { describe, expect, it } from 'vitest';
import { project } from '../../src/nodes/stage3d/camera';
import { lightFrom } from '../../src/nodes/stage3d/light';
import {
  nearestFirst,
  sheetPositions,
  sheetTriangles,
  slopes,
  weightedSum,
} from '../../src/nodes/stage3d/surface-geometry';
import { tint } from '../../src/nodes/stage3d/tint';
import { roles } from '../../src/theme/palette';

const p = 113;
const field = (height: (x: number, y: number) => number) => ({
  p,
  data: Float64Array.from({ length: p * p }, (_, i) => height(Math.floor(i / p), i % p)),
});
const w = (2 * Math.PI) / p;

describe('the geometry of a sheet', () => {
  it('shows the weighted sum of its fields', () => {
    const [a, b] = [field((x) => x), field((_, y) => y)];
    const heights = weightedSum([a, b], [2, -0.5]);
    expect(heights[7 * p + 10]).toBeCloseTo(2 * 7 - 0.5 * 10, 5);
  });

  it('refuses weights that do not belong to its fields, and fields that do not belong together', () => {
    const a = field(() => 1);
    expect(() => weightedSum([a, a], [1])).toThrow(RangeError);
    expect(() => weightedSum([], [])).toThrow(RangeError);
    expect(() => weightedSum([a, { p: 3, data: new Float32Array(9) }], [1, 1])).toThrow(RangeError);
  });

  it('has the slope of the wave that it shows, at its edges too', () => {
    const [kx, ky] = [3, -2];
    const heights = weightedSum([field((x, y) => Math.cos(w * (kx * x + ky * y) + 0.4))], [1]);
    const slope = slopes(heights, p);
    for (const [x, y] of [
      [0, 0],
      [112, 40],
      [56, 112],
      [20, 77],
    ] as const) {
      // A central difference of a cosine is its derivative times sin(w)/w; slopes are per side of p − 1 steps.
      const sine = -Math.sin(w * (kx * x + ky * y) + 0.4) * (p - 1);
      expect(slope[2 * (x * p + y)]).toBeCloseTo(sine * Math.sin(w * kx), 2);
      expect(slope[2 * (x * p + y) + 1]).toBeCloseTo(sine * Math.sin(w * ky), 2);
    }
  });

  it.each([0, 38, 120, 200, 300])(
    'covers every cell with two triangles facing up, seen from %i degrees',
    (azimuth) => {
      const order = nearestFirst(azimuth);
      const at = sheetPositions(p);
      expect([...at.slice(2 * (112 * p + 28), 2 * (112 * p + 28) + 2)]).toEqual([1, 0.25]);
      const triangles = sheetTriangles(p, order);
      expect(triangles.length).toBe(6 * 112 * 112);
      let [area, smallest] = [0, Number.POSITIVE_INFINITY];
      for (let t = 0; t < triangles.length; t += 3) {
        const [a, b, c] = [0, 1, 2].map((i) => 2 * (triangles[t + i] as number)) as [number, number, number];
        const edge = (from: number, to: number, d: number) =>
          (at[to + d] as number) - (at[from + d] as number);
        const twice = edge(a, b, 0) * edge(a, c, 1) - edge(a, b, 1) * edge(a, c, 0);
        smallest = Math.min(smallest, twice);
        area += twice / 2;
      }
      expect(smallest).toBeGreaterThan(0);
      expect(area).toBeCloseTo(1, 4);
    },
  );

  it('draws first the cell at the corner that is nearest to the camera, and the farthest last', () => {
    for (const azimuth of [10, 100, 190, 280]) {
      const triangles = sheetTriangles(p, nearestFirst(azimuth));
      const pose = { azimuth, elevation: 30, zoom: 500, fieldOfView: 20, target: [0, 0, 0] } as const;
      const depth = (corner: number) =>
        project(pose, 1080, [Math.floor(corner / p) / (p - 1) - 0.5, (corner % p) / (p - 1) - 0.5, 0]).depth;
      const corners = [0, (p - 2) * p, p - 2, (p - 2) * p + p - 2].map(depth);
      expect(depth(triangles[0] ?? 0)).toBe(Math.min(...corners));
      expect(depth(triangles[triangles.length - 6] ?? 0)).toBe(Math.max(...corners));
    }
  });
});

describe('the light of the stage', () => {
  it('is of unit length, above the sheet, and turns with the camera', () => {
    for (const azimuth of [0, 38, 90]) {
      const { light, halfway } = lightFrom(azimuth);
      expect(Math.hypot(...light)).toBeCloseTo(1, 12);
      expect(Math.hypot(...halfway)).toBeCloseTo(1, 12);
      expect(light[2]).toBeCloseTo(lightFrom(0).light[2], 12);
      expect(light[2]).toBeGreaterThan(0.5);
    }
    expect(lightFrom(90).light[1]).toBeCloseTo(lightFrom(0).light[0], 12);
  });
});

describe('the tint of a role', () => {
  it('is the colour of the role in its middle, and grows lighter all the way', () => {
    const luminance = (t: number) => {
      const [r, g, b] = tint(roles.sum).rgb(t);
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    expect(tint(roles.sum).hex(0.5)).toBe(roles.sum);
    for (let t = 0; t < 1; t += 0.05) expect(luminance(t + 0.05)).toBeGreaterThan(luminance(t));
  });
});
