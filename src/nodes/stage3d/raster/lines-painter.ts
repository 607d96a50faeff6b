import { parseHex } from '../../../theme/oklab';
import type { Band } from './band';
import { type Lens, seePoints } from './lens';
import type { Painter, Run } from './painter';
import { word } from './pixels';
import type { LinesShape } from './shapes';

/**
 * How far a line stands before a sheet that it lies on: so many times what its own distance changes over a sample, and
 * a little more. In parts of the camera's distance.
 */
const SLOPE = 2;
const CLOSER = 7e-6;

/** Draws straight lines with round ends, hidden by what stands before them; they hide nothing. Each line is one part. */
export class LinesPainter implements Painter {
  public readonly endPart: number;
  private readonly ends: Float32Array;
  private readonly radius: number;
  private readonly closer: number;
  private readonly color: readonly [r: number, g: number, b: number];

  public constructor(
    { segments, width, color }: LinesShape,
    lens: Lens,
    public readonly firstPart: number,
  ) {
    this.endPart = firstPart + segments.length;
    this.ends = new Float32Array(6 * segments.length);
    seePoints(lens, segments.flat(2), this.ends);
    this.radius = (width * lens.unit) / 2;
    this.closer = CLOSER / lens.distance;
    const [r, g, b] = parseHex(color);
    this.color = [255 * r, 255 * g, 255 * b];
  }

  public mark(band: Band): void {
    for (let at = 0, part = this.firstPart; part < this.endPart; at += 6, part++)
      this.markLine(band, at, part);
  }

  public paint(_: number, { into, line, x, end, alpha }: Run): void {
    const [r, g, b] = this.color;
    const from = line * into.width;
    into.words.fill(word(Math.round(r), Math.round(g), Math.round(b), alpha), from + x, from + end);
  }

  public add(_part: number, _x: number, _y: number, times: number, sum: Float64Array): void {
    for (let c = 0; c < 3; c++) sum[c] = (sum[c] as number) + times * (this.color[c] as number);
  }

  private markLine(band: Band, at: number, part: number): void {
    const { ends, radius } = this;
    const [ax, ay, an] = [ends[at] as number, ends[at + 1] as number, ends[at + 2] as number];
    const [bx, by, bn] = [ends[at + 3] as number, ends[at + 4] as number, ends[at + 5] as number];
    if (an === 0 || bn === 0) return;
    const [dx, dy] = [bx - ax, by - ay];
    const square = dx * dx + dy * dy;
    const closer = this.closer + (square > 0 ? (SLOPE * Math.abs(bn - an)) / Math.sqrt(square) : 0);
    const { nearness, parts, width } = band;
    const first = Math.max(band.top, Math.floor(Math.min(ay, by) - radius));
    const end = Math.min(band.bottom, Math.ceil(Math.max(ay, by) + radius));
    // How far the line reaches to both sides in a row.
    const across = Math.abs(dy) > 1e-6 ? radius * Math.sqrt(1 + (dx / dy) ** 2) : Number.POSITIVE_INFINITY;
    for (let row = first; row < end; row++) {
      const y = row + 0.5;
      const middle = ax + (Math.abs(dy) > 1e-6 ? ((y - ay) / dy) * dx : 0);
      const low = Math.max(Math.min(ax, bx) - radius, Number.isFinite(across) ? middle - across : -Infinity);
      const high = Math.min(Math.max(ax, bx) + radius, Number.isFinite(across) ? middle + across : Infinity);
      const line = (row - band.top) * width;
      for (let x = Math.max(0, Math.floor(low)); x < Math.min(width, Math.ceil(high)); x++) {
        const [px, py] = [x + 0.5 - ax, y - ay];
        const t = square > 0 ? Math.min(1, Math.max(0, (px * dx + py * dy) / square)) : 0;
        if ((px - t * dx) ** 2 + (py - t * dy) ** 2 > radius * radius) continue;
        if (an + t * (bn - an) + closer > (nearness[line + x] as number)) parts[line + x] = part;
      }
    }
  }
}
