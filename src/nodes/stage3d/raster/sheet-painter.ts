import { type DrawOrder, sheetTriangles } from '../surface-geometry';
import type { Band } from './band';
import { FINER, type Lens } from './lens';
import type { Painter, Run } from './painter';
import type { SheetShape } from './shapes';
import { MeshLines } from './sheet-mesh';
import { colorPoints, edgeOf, placePoints } from './sheet-points';
import { markTriangle } from './triangle';
import { TriangleBins } from './triangle-bins';

/** The triangles of all sheets of one size, in each order in which they are drawn: made once. */
const triangles = new Map<string, Uint32Array>();

function trianglesOf(p: number, order: DrawOrder): Uint32Array {
  const name = `${p} ${order.fromHighX} ${order.fromHighY}`;
  const known = triangles.get(name) ?? sheetTriangles(p, order);
  triangles.set(name, known);
  return known;
}

/** What is seen from below is darker. */
const BELOW = 0.55;

/** Numbers kept for a triangle: its light, and how red, green and blue grow to the right, and downwards. */
const KEPT = 7;

/** Draws a sheet. Its parts are its triangles, from the nearest to the farthest. */
export class SheetPainter implements Painter {
  public firstPart = 0;
  public endPart = 0;
  private triangles: Uint32Array = new Uint32Array();
  private edge: readonly [x: number, y: number];
  /** Of each point: where it is seen and how near, and its colour. */
  private readonly seen: Float32Array;
  private readonly colors: Float32Array;
  /** What is kept of each triangle, as far as somebody has asked. */
  private readonly kept: Float32Array;
  private readonly known: Uint8Array;
  private readonly lines: MeshLines;
  private readonly bins = new TriangleBins();

  public constructor(public readonly p: number) {
    this.edge = [p, p];
    this.seen = new Float32Array(3 * p * p);
    this.colors = new Float32Array(3 * p * p);
    const count = 2 * (p - 1) ** 2;
    this.kept = new Float32Array(KEPT * count);
    this.known = new Uint8Array(count);
    this.lines = new MeshLines(p);
  }

  /**
   * Takes a sheet of the same p.
   *
   * @param height - Rows of samples in the whole picture, @param rows - and in a band.
   */
  public begin(shape: SheetShape, lens: Lens, firstPart: number, height: number, rows: number): void {
    const { p } = this;
    this.triangles = trianglesOf(p, shape.order);
    this.firstPart = firstPart;
    this.endPart = firstPart + this.triangles.length / 3;
    this.edge = [edgeOf(p, shape.reveal[0]), edgeOf(p, shape.reveal[1])];
    placePoints(shape, lens, this.seen);
    colorPoints(shape, this.colors);
    this.lines.begin(shape);
    this.bins.fill(this.triangles, this.seen, height, rows);
    this.known.fill(0);
  }

  public mark(band: Band): void {
    const { triangles, seen, firstPart, edge, p, bins } = this;
    const whole = edge[0] === p && edge[1] === p;
    const end = bins.end(band.top);
    for (let i = bins.start(band.top); i < end; i++) {
      const t = bins.triangles[i] as number;
      const corner = triangles[3 * t] as number;
      if (!whole && (corner >= edge[0] * p || corner % p >= edge[1])) continue;
      const b = 3 * (triangles[3 * t + 1] as number);
      const c = 3 * (triangles[3 * t + 2] as number);
      markTriangle(band, seen, 3 * corner, b, c, firstPart + t);
    }
  }

  public paint(part: number, run: Run): void {
    const t = part - this.firstPart;
    if (this.known[t] === 0) this.learn(t);
    const { kept, colors, seen } = this;
    const at = KEPT * t;
    const corner = 3 * (this.triangles[3 * t] as number);
    const light = kept[at] as number;
    const right = FINER * run.x + FINER / 2 - (seen[corner] as number);
    const down = FINER * run.y + FINER / 2 - (seen[corner + 1] as number);
    const dr = kept[at + 1] as number;
    const dg = kept[at + 2] as number;
    const db = kept[at + 3] as number;
    // A half, so that cutting off rounds.
    let r = (colors[corner] as number) * light + dr * right + (kept[at + 4] as number) * down + 0.5;
    let g = (colors[corner + 1] as number) * light + dg * right + (kept[at + 5] as number) * down + 0.5;
    let b = (colors[corner + 2] as number) * light + db * right + (kept[at + 6] as number) * down + 0.5;
    const { words, width } = run.into;
    const opaque = run.alpha << 24;
    const from = run.line * width;
    for (let i = from + run.x; i < from + run.end; i++) {
      const red = r < 0 ? 0 : r > 255 ? 255 : r | 0;
      const green = g < 0 ? 0 : g > 255 ? 255 : g | 0;
      const blue = b < 0 ? 0 : b > 255 ? 255 : b | 0;
      words[i] = opaque | (blue << 16) | (green << 8) | red;
      r += FINER * dr;
      g += FINER * dg;
      b += FINER * db;
    }
    if (light === 1) this.lines.darken(t, run, right, down);
  }

  public add(part: number, x: number, y: number, sum: Float64Array): void {
    const t = part - this.firstPart;
    if (this.known[t] === 0) this.learn(t);
    const { kept, colors, seen } = this;
    const at = KEPT * t;
    const corner = 3 * (this.triangles[3 * t] as number);
    const light = kept[at] as number;
    const right = x - (seen[corner] as number);
    const down = y - (seen[corner + 1] as number);
    const left = light === 1 ? 1 - this.lines.strengthAt(t, right, down) : 1;
    const r =
      (colors[corner] as number) * light + (kept[at + 1] as number) * right + (kept[at + 4] as number) * down;
    const g =
      (colors[corner + 1] as number) * light +
      (kept[at + 2] as number) * right +
      (kept[at + 5] as number) * down;
    const b =
      (colors[corner + 2] as number) * light +
      (kept[at + 3] as number) * right +
      (kept[at + 6] as number) * down;
    sum[0] = (sum[0] as number) + left * (r < 0 ? 0 : r > 255 ? 255 : r);
    sum[1] = (sum[1] as number) + left * (g < 0 ? 0 : g > 255 ? 255 : g);
    sum[2] = (sum[2] as number) + left * (b < 0 ? 0 : b > 255 ? 255 : b);
  }

  /** Works out what is kept of a triangle. */
  private learn(t: number): void {
    const { kept, colors, seen, triangles } = this;
    const at = KEPT * t;
    const a = 3 * (triangles[3 * t] as number);
    const b = 3 * (triangles[3 * t + 1] as number);
    const c = 3 * (triangles[3 * t + 2] as number);
    const bx = (seen[b] as number) - (seen[a] as number);
    const by = (seen[b + 1] as number) - (seen[a + 1] as number);
    const cx = (seen[c] as number) - (seen[a] as number);
    const cy = (seen[c + 1] as number) - (seen[a + 1] as number);
    const twice = bx * cy - cx * by;
    // Counter-clockwise from above; the picture's y points down.
    const light = twice < 0 ? 1 : BELOW;
    kept[at] = light;
    for (let i = 0; i < 3; i++) {
      const db = (colors[b + i] as number) - (colors[a + i] as number);
      const dc = (colors[c + i] as number) - (colors[a + i] as number);
      kept[at + 1 + i] = (light * (db * cy - dc * by)) / twice;
      kept[at + 4 + i] = (light * (dc * bx - db * cx)) / twice;
    }
    this.lines.learn(t, [a / 3, b / 3, c / 3], [bx, by, cx, cy]);
    this.known[t] = 1;
  }
}
