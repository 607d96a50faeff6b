import { type DrawOrder, sheetTriangles } from '../surface-geometry';
import type { Band } from './band';
import { FINER, type Lens } from './lens';
import type { Painter, Run } from './painter';
import type { SheetShape } from './shapes';
import { darken, lineStrength } from './sheet-lines';
import { colorPoints, edgeOf, POINT, placePoints } from './sheet-points';
import { markTriangle } from './triangle';
import { TriangleBins } from './triangle-bins';

/** The triangles of all sheets of one size, in each order in which they are drawn: made once. */
const triangles = new Map<string, Uint32Array>();

/** Where the numbers of each triangle's three points begin. */
function trianglesOf(p: number, order: DrawOrder): Uint32Array {
  const name = `${p} ${order.fromHighX} ${order.fromHighY}`;
  const known = triangles.get(name) ?? sheetTriangles(p, order).map((corner) => POINT * corner);
  triangles.set(name, known);
  return known;
}

/** What is seen from below is darker. */
const BELOW = 0.55;

/** Draws a sheet. Its parts are its triangles, from the nearest to the farthest. */
export class SheetPainter implements Painter {
  public firstPart = 0;
  public endPart = 0;
  private triangles: Uint32Array = new Uint32Array();
  private edge: readonly [x: number, y: number];
  private mesh = 0;
  private readonly points: Float32Array;
  private readonly bins = new TriangleBins();
  /** For the lines, see `darken`. */
  private readonly place = new Float64Array(6);

  public constructor(public readonly p: number) {
    this.edge = [p, p];
    this.points = new Float32Array(POINT * p * p);
  }

  /**
   * Takes a sheet of the same p.
   *
   * @param height - Rows of samples in the whole picture, @param rows - and in a band.
   */
  public begin(shape: SheetShape, lens: Lens, firstPart: number, height: number, rows: number): void {
    const { p, points } = this;
    this.triangles = trianglesOf(p, shape.order);
    this.firstPart = firstPart;
    this.endPart = firstPart + this.triangles.length / 3;
    this.edge = [edgeOf(p, shape.reveal[0]), edgeOf(p, shape.reveal[1])];
    this.mesh = shape.mesh;
    placePoints(shape, lens, points);
    colorPoints(shape, points);
    this.bins.fill(this.triangles, points, height, rows);
  }

  public mark(band: Band): void {
    const { triangles, points, firstPart, edge, p, bins } = this;
    const whole = edge[0] === p && edge[1] === p;
    const end = bins.end(band.top);
    for (let i = bins.start(band.top); i < end; i++) {
      const t = bins.triangles[i] as number;
      const a = triangles[3 * t] as number;
      if (!whole && (a / POINT >= edge[0] * p || (a / POINT) % p >= edge[1])) continue;
      const b = triangles[3 * t + 1] as number;
      const c = triangles[3 * t + 2] as number;
      const ax = points[a] as number;
      const bx = points[b] as number;
      const cx = points[c] as number;
      const left = ax < bx ? (ax < cx ? ax : cx) : bx < cx ? bx : cx;
      const right = ax > bx ? (ax > cx ? ax : cx) : bx > cx ? bx : cx;
      const an = points[a + 2] as number;
      const bn = points[b + 2] as number;
      const cn = points[c + 2] as number;
      if (band.hides(left, right, an > bn ? (an > cn ? an : cn) : bn > cn ? bn : cn)) continue;
      markTriangle(band, points, a, b, c, firstPart + t);
      band.changed(left, right);
    }
  }

  public paint(part: number, run: Run): void {
    const { points, mesh, place } = this;
    const t = 3 * (part - this.firstPart);
    const a = this.triangles[t] as number;
    const b = this.triangles[t + 1] as number;
    const c = this.triangles[t + 2] as number;
    const ax = points[a] as number;
    const ay = points[a + 1] as number;
    const bx = (points[b] as number) - ax;
    const by = (points[b + 1] as number) - ay;
    const cx = (points[c] as number) - ax;
    const cy = (points[c + 1] as number) - ay;
    const twice = bx * cy - cx * by;
    // Counter-clockwise from above; the picture's y points down.
    const light = twice < 0 ? 1 : BELOW;
    const x = FINER * run.x + FINER / 2 - ax;
    const y = FINER * run.y + FINER / 2 - ay;
    // What the second and the third corner weigh at the first pixel, and how much more with each further one.
    const ofB = (x * cy - y * cx) / twice;
    const ofC = (y * bx - x * by) / twice;
    const moreB = (FINER * cy) / twice;
    const moreC = (-FINER * by) / twice;
    const ra = points[a + 3] as number;
    const ga = points[a + 4] as number;
    const ba = points[a + 5] as number;
    const rb = (points[b + 3] as number) - ra;
    const gb = (points[b + 4] as number) - ga;
    const bb = (points[b + 5] as number) - ba;
    const rc = (points[c + 3] as number) - ra;
    const gc = (points[c + 4] as number) - ga;
    const bc = (points[c + 5] as number) - ba;
    const dr = light * (moreB * rb + moreC * rc);
    const dg = light * (moreB * gb + moreC * gc);
    const db = light * (moreB * bb + moreC * bc);
    // A half, so that cutting off rounds.
    let red = light * (ra + ofB * rb + ofC * rc) + 0.5;
    let green = light * (ga + ofB * gb + ofC * gc) + 0.5;
    let blue = light * (ba + ofB * bb + ofC * bc) + 0.5;
    const { words, width } = run.into;
    const opaque = run.alpha << 24;
    const row = run.line * width;
    for (let i = row + run.x; i < row + run.end; i++) {
      const r = red < 0 ? 0 : red > 255 ? 255 : red | 0;
      const g = green < 0 ? 0 : green > 255 ? 255 : green | 0;
      const b8 = blue < 0 ? 0 : blue > 255 ? 255 : blue | 0;
      words[i] = opaque | (b8 << 16) | (g << 8) | r;
      red += dr;
      green += dg;
      blue += db;
    }
    if (mesh === 0 || light < 1) return;
    for (let axis = 0; axis < 2; axis++) {
      const from = points[a + 6 + axis] as number;
      const toB = (points[b + 6 + axis] as number) - from;
      const toC = (points[c + 6 + axis] as number) - from;
      place[3 * axis] = from + ofB * toB + ofC * toC;
      place[3 * axis + 1] = (cy * toB - by * toC) / twice;
      place[3 * axis + 2] = (bx * toC - cx * toB) / twice;
    }
    darken(run, place, mesh);
  }

  public add(part: number, x: number, y: number, times: number, sum: Float64Array): void {
    const { points, mesh } = this;
    const t = 3 * (part - this.firstPart);
    const a = this.triangles[t] as number;
    const b = this.triangles[t + 1] as number;
    const c = this.triangles[t + 2] as number;
    const ax = points[a] as number;
    const ay = points[a + 1] as number;
    const bx = (points[b] as number) - ax;
    const by = (points[b + 1] as number) - ay;
    const cx = (points[c] as number) - ax;
    const cy = (points[c + 1] as number) - ay;
    const twice = bx * cy - cx * by;
    const ofB = ((x - ax) * cy - (y - ay) * cx) / twice;
    const ofC = ((y - ay) * bx - (x - ax) * by) / twice;
    const ofA = 1 - ofB - ofC;
    let light = twice < 0 ? 1 : BELOW;
    if (mesh > 0 && light === 1) {
      const alongX =
        ofA * (points[a + 6] as number) + ofB * (points[b + 6] as number) + ofC * (points[c + 6] as number);
      const alongY =
        ofA * (points[a + 7] as number) + ofB * (points[b + 7] as number) + ofC * (points[c + 7] as number);
      light = 1 - mesh * lineStrength(alongX, alongY);
    }
    const [weightA, weightB, weightC] = [times * light * ofA, times * light * ofB, times * light * ofC];
    const red = weightA * (points[a + 3] as number) + weightB * (points[b + 3] as number);
    const green = weightA * (points[a + 4] as number) + weightB * (points[b + 4] as number);
    const blue = weightA * (points[a + 5] as number) + weightB * (points[b + 5] as number);
    sum[0] = (sum[0] as number) + red + weightC * (points[c + 3] as number);
    sum[1] = (sum[1] as number) + green + weightC * (points[c + 4] as number);
    sum[2] = (sum[2] as number) + blue + weightC * (points[c + 5] as number);
  }
}
