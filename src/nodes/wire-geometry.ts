import type { Point } from './clock-geometry';

/** The stretch of a path between two parts of its length, 0 … 1; both ends are cut exactly. */
export function partOfPath(path: readonly Point[], from: number, to: number): Point[] {
  const lengths = path.slice(1).map(([x, y], i) => {
    const [px, py] = path[i] ?? [x, y];
    return Math.hypot(x - px, y - py);
  });
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const [start, end] = [from * total, to * total];
  if (end <= start) return [];
  const points: Point[] = [];
  let passed = 0;
  lengths.forEach((length, i) => {
    const [a, b] = [path[i], path[i + 1]];
    if (a === undefined || b === undefined || length === 0) return;
    const at = (distance: number): Point => {
      const t = (distance - passed) / length;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    };
    if (passed + length > start && passed < end) {
      if (points.length === 0) points.push(at(Math.max(start, passed)));
      points.push(at(Math.min(end, passed + length)));
    }
    passed += length;
  });
  return points;
}

/** An S-shaped path from left to right that leaves and arrives level. */
export function levelCurve([x0, y0]: Point, [x1, y1]: Point, samples = 24): Point[] {
  return Array.from({ length: samples + 1 }, (_, i) => {
    const t = i / samples;
    // A cubic whose handles lie level, halfway between the ends.
    const bend = t * t * (3 - 2 * t);
    const level = 0.5 * (3 * t * (1 - t) * (1 - t) + 3 * t * t * (1 - t)) + t * t * t;
    return [x0 + (x1 - x0) * level, y0 + (y1 - y0) * bend];
  });
}

/** A path that leaves downwards, runs level at a depth, and arrives from below, with round corners. */
export function underpass([x0, y0]: Point, [x1, y1]: Point, depth: number, radius = 26): Point[] {
  const r = Math.min(radius, Math.abs(x1 - x0) / 2, Math.max(0, depth - y0), Math.max(0, depth - y1));
  const side = Math.sign(x1 - x0);
  const corner = (cx: number, cy: number, from: number): Point[] =>
    Array.from({ length: 9 }, (_, i) => {
      const angle = from + ((i / 8) * Math.PI) / 2;
      return [cx - side * r * Math.cos(angle), cy + r * Math.sin(angle)];
    });
  return [
    [x0, y0],
    ...corner(x0 + side * r, depth - r, 0),
    ...corner(x1 - side * r, depth - r, Math.PI / 2),
    [x1, y1],
  ];
}
