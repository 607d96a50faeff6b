import type { ColorMap } from '../../../theme';
import { lightFrom } from '../light';
import { type Lens, seePoints } from './lens';
import type { SheetShape } from './shapes';

/**
 * Numbers of a point, side by side, as they are needed together: where it is seen (x and y in samples, how near), its
 * colour (0 to 255, and beyond where the light is strong), and its place between the faint lines along x and y.
 */
export const POINT = 8;
const COLOR = 3;
const LINES = 6;

/** So many cells lie between the faint lines of each direction. */
const CELLS = 16;

/** Entries of a colour map as it is looked up here; neighbours are mixed. */
const ENTRIES = 512;
const tables = new WeakMap<ColorMap, Float32Array>();

/** A colour map as red, green and blue from 0 to 255, made once for each map. */
function tableOf(map: ColorMap): Float32Array {
  const known = tables.get(map);
  if (known !== undefined) return known;
  const table = new Float32Array(3 * ENTRIES);
  for (let i = 0; i < ENTRIES; i++) {
    table.set(
      map.rgb(i / (ENTRIES - 1)).map((part) => 255 * part),
      3 * i,
    );
  }
  tables.set(map, table);
  return table;
}

/** Writes all about the points of a sheet but their colours. */
export function placePoints(shape: SheetShape, lens: Lens, points: Float32Array): void {
  const { p, heights, place, side, rise, reveal } = shape;
  const world = new Float64Array(3 * p * p);
  for (let i = 0, at = 0; i < p; i++) {
    for (let j = 0; j < p; j++, at += 3) {
      world[at] = place[0] + (i / (p - 1) - 0.5) * side;
      world[at + 1] = place[1] + (j / (p - 1) - 0.5) * side;
      world[at + 2] = place[2] + (heights[i * p + j] as number) * rise;
      const point = POINT * (i * p + j) + LINES;
      points[point] = Math.min(i / (p - 1), reveal[0]) * CELLS;
      points[point + 1] = Math.min(j / (p - 1), reveal[1]) * CELLS;
    }
  }
  cutOff(shape, world, 3, 0);
  seePoints(lens, world, points, POINT);
}

/** The first row or column of points that is not there, along x or y: `p` for a whole sheet. */
export function edgeOf(p: number, reveal: number): number {
  return reveal >= 1 ? p : Math.ceil(Math.max(0, reveal) * (p - 1));
}

/**
 * Ends a sheet where it is there in part only: the points beyond are drawn back to its edge.
 *
 * @param values - Three numbers for each point, from `first` on, every `stride`.
 */
function cutOff(
  { p, reveal }: SheetShape,
  values: Float64Array | Float32Array,
  stride: number,
  first: number,
): void {
  reveal.forEach((part, axis) => {
    const edge = edgeOf(p, part);
    if (edge === 0 || edge === p) return;
    const gone = part * (p - 1) - (edge - 1);
    const [across, along] = axis === 0 ? [stride, stride * p] : [stride * p, stride];
    for (let i = 0; i < p; i++) {
      const at = edge * along + i * across + first;
      for (let c = at; c < at + 3; c++) {
        const before = values[c - along] as number;
        values[c] = before + gone * ((values[c] as number) - before);
      }
    }
  });
}

/**
 * Writes the colour of each point of a sheet: that of its height on the map, then one lamp and a gleam.
 *
 * A flat sheet is lit to exactly 1, so that it has the very colours of the colour bar beside it.
 */
export function colorPoints(shape: SheetShape, points: Float32Array): void {
  const { p, heights, slopes, side, rise, azimuth } = shape;
  const [low, high] = shape.range;
  const { light, halfway } = lightFrom(azimuth);
  const table = tableOf(shape.colors);
  const gleamOfFlat = halfway[2] ** GLEAM;
  for (let i = 0; i < p * p; i++) {
    const x = (-(slopes[2 * i] as number) * rise) / side;
    const y = (-(slopes[2 * i + 1] as number) * rise) / side;
    const length = Math.sqrt(x * x + y * y + 1);
    const lit = Math.max((x * light[0] + y * light[1] + light[2]) / length, 0) / light[2];
    const shade = Math.min(0.42 + 0.58 * lit, 1.28);
    const facing = Math.max((x * halfway[0] + y * halfway[1] + halfway[2]) / length, 0);
    const gleam = 255 * 0.22 * Math.max(facing ** GLEAM - gleamOfFlat, 0);
    const value = Math.min(Math.max(((heights[i] as number) - low) / (high - low), 0), 1);
    const place = Math.min(Math.max(value * ENTRIES - 0.5, 0), ENTRIES - 1);
    const entry = Math.min(Math.floor(place), ENTRIES - 2);
    const part = place - entry;
    for (let c = 0; c < 3; c++) {
      const from = table[3 * entry + c] as number;
      points[POINT * i + COLOR + c] =
        (from + part * ((table[3 * entry + 3 + c] as number) - from)) * shade + gleam;
    }
  }
  cutOff(shape, points, POINT, COLOR);
}

/** How small the gleam is. */
const GLEAM = 48;
