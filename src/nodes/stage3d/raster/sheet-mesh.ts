import { FINER } from './lens';
import type { Run } from './painter';
import type { SheetShape } from './shapes';

/** So many cells lie between the lines along x, and along y. */
const CELLS = 16;
/** Half the width of a line, in cells, and of its middle, where it is at its strongest. */
const HALF = 0.04;
const CORE = 0.02;

/** Numbers kept for a triangle, along x and then along y: how many cells its first corner is on, and how that grows. */
const KEPT = 6;

/** The faint lines along x and y that show how a sheet bends. */
export class MeshLines {
  private strength = 0;
  private reveal: readonly [x: number, y: number] = [1, 1];
  /** Whether a line runs through or along a row of the sheet's own, smaller cells. */
  private readonly crossed: readonly boolean[];
  /** Of each triangle along x and then along y: the cells at its corner, their growth to the right, and downwards. */
  private readonly cells: Float32Array;
  private readonly lined: Uint8Array;

  public constructor(private readonly p: number) {
    const cells = (at: number) => (at / (p - 1)) * CELLS;
    this.crossed = Array.from(
      { length: p - 1 },
      (_, i) => Math.floor(cells(i + 1) + HALF) >= Math.ceil(cells(i) - HALF),
    );
    const count = 2 * (p - 1) ** 2;
    this.cells = new Float32Array(KEPT * count);
    this.lined = new Uint8Array(count);
  }

  public begin({ mesh, reveal }: SheetShape): void {
    this.strength = mesh;
    this.reveal = reveal;
  }

  /**
   * Works out what is kept of a triangle between three points of the sheet.
   *
   * @param sides - From the first corner, as it is seen, to the second and to the third one.
   */
  public learn(
    t: number,
    corners: readonly [a: number, b: number, c: number],
    sides: readonly [bx: number, by: number, cx: number, cy: number],
  ): void {
    const { p, crossed } = this;
    const [a, b, c] = corners;
    const lined = this.strength > 0 && (crossed[Math.floor(a / p)] === true || crossed[a % p] === true);
    this.lined[t] = lined ? 1 : 0;
    if (!lined) return;
    const [revealX, revealY] = this.reveal;
    const alongX = (corner: number) => Math.min(Math.floor(corner / p) / (p - 1), revealX) * CELLS;
    const alongY = (corner: number) => Math.min((corner % p) / (p - 1), revealY) * CELLS;
    this.keep(KEPT * t, [alongX(a), alongX(b), alongX(c)], sides);
    this.keep(KEPT * t + KEPT / 2, [alongY(a), alongY(b), alongY(c)], sides);
  }

  /** How strong a line is on a triangle, so far from its first corner: 0 where there is none. */
  public strengthAt(t: number, right: number, down: number): number {
    if (this.lined[t] === 0) return 0;
    const { cells } = this;
    const at = KEPT * t;
    const x = (cells[at] as number) + right * (cells[at + 1] as number) + down * (cells[at + 2] as number);
    const y =
      (cells[at + 3] as number) + right * (cells[at + 4] as number) + down * (cells[at + 5] as number);
    const within = (HALF - Math.min(away(x), away(y))) / (HALF - CORE);
    return within <= 0 ? 0 : this.strength * Math.min(1, within);
  }

  /** Draws the lines over pixels that show one triangle. @param right - From its first corner to the first of them. */
  public darken(t: number, { into, line, x, end }: Run, right: number, down: number): void {
    if (this.lined[t] === 0) return;
    const { cells } = this;
    const at = KEPT * t;
    const [ax, ay] = [cells[at] as number, cells[at + 3] as number];
    const [rightX, rightY] = [cells[at + 1] as number, cells[at + 4] as number];
    const [downX, downY] = [cells[at + 2] as number, cells[at + 5] as number];
    const half = FINER / 2;
    const reachX = HALF + half * (Math.abs(rightX) + Math.abs(downX));
    const reachY = HALF + half * (Math.abs(rightY) + Math.abs(downY));
    const { words, width } = into;
    let r = right;
    for (let i = line * width + x; i < line * width + end; i++, r += FINER) {
      if (away(ax + r * rightX + down * downX) > reachX && away(ay + r * rightY + down * downY) > reachY)
        continue;
      const upper = this.strengthAt(t, r - 0.5, down - 0.5) + this.strengthAt(t, r + 0.5, down - 0.5);
      const lower = this.strengthAt(t, r - 0.5, down + 0.5) + this.strengthAt(t, r + 0.5, down + 0.5);
      if (upper + lower > 0) words[i] = dim(words[i] as number, 1 - (upper + lower) / 4);
    }
  }

  private keep(
    at: number,
    [a, b, c]: readonly [number, number, number],
    [bx, by, cx, cy]: readonly [number, number, number, number],
  ): void {
    const { cells } = this;
    const twice = bx * cy - cx * by;
    cells[at] = a;
    cells[at + 1] = ((b - a) * cy - (c - a) * by) / twice;
    cells[at + 2] = ((c - a) * bx - (b - a) * cx) / twice;
  }
}

/** From a place, counted in cells, to the nearest line. */
function away(place: number): number {
  return Math.abs(place - Math.floor(place + 0.5));
}

/** A pixel with its colour made darker. */
function dim(pixel: number, left: number): number {
  const r = ((pixel & 255) * left + 0.5) | 0;
  const g = (((pixel >>> 8) & 255) * left + 0.5) | 0;
  const b = (((pixel >>> 16) & 255) * left + 0.5) | 0;
  return (pixel & 0xff000000) | (b << 16) | (g << 8) | r;
}
