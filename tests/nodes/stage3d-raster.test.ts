import { describe, expect, it } from 'vitest';
import type { CameraPose } from '../../src/nodes/stage3d/camera';
import { Band, NOTHING } from '../../src/nodes/stage3d/raster/band';
import { lensOf, seePoints } from '../../src/nodes/stage3d/raster/lens';
import { Rasterizer } from '../../src/nodes/stage3d/raster/rasterizer';
import type { DotsShape, LinesShape, Seen, SheetShape } from '../../src/nodes/stage3d/raster/shapes';
import { markTriangle } from '../../src/nodes/stage3d/raster/triangle';
import { TriangleBins } from '../../src/nodes/stage3d/raster/triangle-bins';
import { nearestFirst, sheetTriangles, slopes } from '../../src/nodes/stage3d/surface-geometry';
import { sequential } from '../../src/theme/color-map';

const size = { width: 192, height: 108 };
const above: CameraPose = { azimuth: 0, elevation: 90, zoom: 80, fieldOfView: 20, target: [0, 0, 0] };
const p = 9;

function sheet(height: (x: number, y: number) => number, more: Partial<SheetShape> = {}): SheetShape {
  const heights = Float32Array.from({ length: p * p }, (_, i) => height(Math.floor(i / p), i % p));
  return {
    ...{ kind: 'sheet', p, heights, slopes: slopes(heights, p), place: [0, 0, 0], side: 1, rise: 1 },
    ...{ range: [0, 1], colors: sequential, reveal: [1, 1], mesh: 0, azimuth: 0, order: nearestFirst(0) },
    ...more,
  };
}

/** The picture of shapes, and its pixel at a place of the stage, from its middle. */
function draw(seen: readonly Seen[], pose = above) {
  const lens = lensOf(pose, size, 1, { left: 0, top: 0, ...size });
  const bytes = new Rasterizer().render(seen, lens, size.width, size.height);
  return (x: number, y: number) => {
    const at = 4 * ((y + size.height / 2) * size.width + x + size.width / 2);
    return [...bytes.slice(at, at + 4)];
  };
}

const whole = (shape: Seen['shape']): Seen => ({ shape, opacity: 1 });
const bytesOf = (t: number) => [...sequential.rgb(t).map((part) => Math.round(255 * part)), 255];

describe('a triangle', () => {
  it('shares no sample with its neighbour along an edge, and leaves none between them', () => {
    // A fan of eight triangles around a corner that lies in the middle of a sample, the worst place.
    const rim = [
      [3.2, 2.7],
      [16.5, 1.5],
      [29, 4.25],
      [30.5, 16.5],
      [28.1, 30.9],
      [16.5, 29.5],
      [2, 28],
      [1.5, 16.5],
    ];
    const seen = Float32Array.from([
      16.5,
      16.5,
      1,
      ...rim.flatMap(([x, y]) => [x as number, y as number, 1]),
    ]);
    const counts = new Uint8Array(32 * 32);
    const together = new Band(32, 32);
    together.begin(0, 32);
    for (let k = 0; k < 8; k++) {
      const corners = [0, 3 + 3 * k, 3 + 3 * ((k + 1) % 8)] as const;
      const alone = new Band(32, 32);
      alone.begin(0, 32);
      markTriangle(alone, seen, ...corners, k);
      alone.parts.forEach((part, i) => {
        if (part !== NOTHING) counts[i] = (counts[i] ?? 0) + 1;
      });
      markTriangle(together, seen, ...corners, k);
    }
    expect(Math.max(...counts)).toBe(1);
    const rows = Array.from({ length: 26 }, (_, i) => together.parts.subarray((i + 4) * 32, (i + 5) * 32));
    for (const row of rows) {
      const marked = [...row.keys()].filter((x) => row[x] !== NOTHING);
      expect(marked.length).toBeGreaterThan(10);
      expect((marked.at(-1) ?? 0) - (marked[0] ?? 0) + 1).toBe(marked.length);
    }
  });

  it('hides what is farther, whichever comes first', () => {
    const near = Float32Array.from([0, 0, 2, 40, 0, 2, 0, 40, 2]);
    const far = Float32Array.from([0, 0, 1, 40, 0, 1, 0, 40, 1]);
    for (const order of [
      [near, far],
      [far, near],
    ] as const) {
      const band = new Band(8, 8);
      band.begin(0, 8);
      for (const seen of order) markTriangle(band, seen, 0, 3, 6, seen === near ? 7 : 5);
      expect([...new Set(band.parts)]).toEqual([7]);
    }
  });

  it('is found in each band that it reaches into, and in no other', () => {
    const corners = sheetTriangles(p, nearestFirst(30)).map((corner) => 3 * corner);
    const seen = new Float32Array(3 * p * p);
    const world = Float32Array.from({ length: 3 * p * p }, (_, i) => {
      const at = Math.floor(i / 3);
      return [Math.floor(at / p) / (p - 1) - 0.5, (at % p) / (p - 1) - 0.5, ((7 * at) % 5) / 10][i % 3] ?? 0;
    });
    seePoints(lensOf(above, size, 1, { left: 0, top: 0, ...size }), world, seen);
    const bins = new TriangleBins();
    const [height, rows] = [216, 16];
    bins.fill(corners, seen, height, rows);
    for (let top = 0; top < height; top += rows) {
      const expected = Array.from({ length: corners.length / 3 }, (_, t) => t).filter((t) => {
        const ys = [0, 1, 2].map((i) => seen[(corners[3 * t + i] ?? 0) + 1] ?? 0);
        return Math.max(...ys) >= top && Math.min(...ys) < top + rows;
      });
      expect([...bins.triangles.subarray(bins.start(top), bins.end(top))]).toEqual(expected);
    }
  });
});

describe('the picture of a stage', () => {
  it('gives a flat sheet the very colours of its map, and leaves the rest transparent', () => {
    const at = draw([whole(sheet(() => 0.3, { rise: 0 }))]);
    const [r, g, b, a] = at(10, 5);
    const map = bytesOf(0.3);
    for (const [i, channel] of [r, g, b].entries())
      expect(Math.abs((channel ?? 0) - (map[i] ?? 0))).toBeLessThan(3);
    expect(a).toBe(255);
    expect(at(60, 0)).toEqual([0, 0, 0, 0]);
  });

  it('smooths edges: a pixel that is half covered is half transparent', () => {
    // The sheet ends half a pixel beyond 40.
    const at = draw([whole(sheet(() => 0.5, { rise: 0, side: 81 / 80 }))]);
    expect(at(39, 0)[3]).toBe(255);
    expect(at(40, 0)[3]).toBe(128);
    expect(at(41, 0)[3]).toBe(0);
  });

  it('ends a sheet between two of its points where it is there in part', () => {
    const at = draw([whole(sheet(() => 0.5, { rise: 0, reveal: [0.55, 1] }))]);
    // 55 % of 80 pixels, counted from −40.
    expect(at(3, 0)[3]).toBe(255);
    expect(at(4, 0)[3]).toBe(0);
    const none = draw([whole(sheet(() => 0.5, { reveal: [0, 1] }))]);
    expect(none(-39, 0)[3]).toBe(0);
  });

  it('darkens a sheet along its faint lines, and what is seen from below', () => {
    const plain = draw([whole(sheet(() => 1, { rise: 0, side: 2 }))]);
    const lined = draw([whole(sheet(() => 1, { rise: 0, side: 2, mesh: 0.5 }))]);
    // Lines stand at sixteenths of the side: every ten pixels, one of them in the middle.
    expect(lined(0, 4)[0]).toBeLessThan(0.9 * (plain(0, 4)[0] ?? 0));
    expect(lined(4, 4)).toEqual(plain(4, 4));
    const under = draw([whole(sheet(() => 1, { rise: 0 }))], { ...above, elevation: -90 });
    expect((under(4, 4)[0] ?? 0) / (plain(4, 4)[0] ?? 1)).toBeCloseTo(0.55, 1);
  });

  it('draws a line before the sheet that it lies on, and hides it behind one that stands higher', () => {
    const line: LinesShape = {
      kind: 'lines',
      segments: [
        [
          [-0.4, 0, 0],
          [0.4, 0, 0],
        ],
      ],
      color: '#ff0000',
      width: 4,
    };
    const lying = draw([whole(line), whole(sheet(() => 0, {}))]);
    expect(lying(0, 0)).toEqual([255, 0, 0, 255]);
    expect(lying(0, 4)).not.toEqual([255, 0, 0, 255]);
    const hidden = draw([whole(line), whole(sheet(() => 0.1))]);
    expect(hidden(0, 0)).not.toEqual([255, 0, 0, 255]);
  });

  it('draws dots brighter in their middle, with soft rims, as large as they have grown', () => {
    const dots: DotsShape = {
      ...{ kind: 'dots', points: Float32Array.from([-0.25, 0, 0, 0.25, 0, 0]) },
      ...{ count: 1.5, diameter: 12, color: '#808080' },
    };
    const at = draw([whole(dots)]);
    expect(at(-20, 0)[3]).toBe(255);
    expect(at(-20, 0)[0]).toBeGreaterThan(at(-16, 0)[0] ?? 255);
    expect(at(-15, 0)[3]).toBeGreaterThan(0);
    expect(at(25, 0)[3]).toBe(0);
    expect(at(20, 0)[3]).toBe(255);
  });

  it('shows through a fainter sheet what lies behind it, and not that sheet’s own far side', () => {
    const low = sheet(() => 0, { range: [0, 1] });
    const high = sheet(() => 0.2, { range: [-1, 0.2] });
    const [below, over] = [draw([whole(low)])(10, 10), draw([whole(high)])(10, 10)];
    const both = draw([{ shape: high, opacity: 0.5 }, whole(low)])(10, 10);
    for (const c of [0, 1, 2]) {
      expect(Math.abs((both[c] ?? 0) - ((below[c] ?? 0) + (over[c] ?? 0)) / 2)).toBeLessThan(3);
    }
    expect(both[3]).toBe(255);
    // Equally strong sheets hide each other, and fade as one.
    const fading = draw([
      { shape: high, opacity: 0.5 },
      { shape: low, opacity: 0.5 },
    ])(10, 10);
    expect(fading).toEqual([...over.slice(0, 3), 128]);
  });
});
