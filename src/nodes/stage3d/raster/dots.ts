import { parseHex } from '../../../theme/oklab';
import type { Band } from './band';
import { FINER, type Lens, seePoints } from './lens';
import { layOver, type Pixels } from './pixels';
import type { DotsShape } from './shapes';

/** How far a dot stands before the sheet that it lies on, in parts of the camera's distance. */
const CLOSER = 0.006;
/** What is fainter than this is not there, and hides nothing. */
const FAINTEST = 0.02;

/** Draws dots over finished pixels of a band, hidden by what stands before them: their rims are soft. */
export class Dots {
  private readonly seen: Float32Array;
  private readonly color: readonly [r: number, g: number, b: number];
  private readonly sum = new Float64Array(4);

  public constructor(
    private readonly shape: DotsShape,
    private readonly lens: Lens,
    private readonly opacity: number,
  ) {
    this.seen = new Float32Array(shape.points.length);
    seePoints(lens, shape.points, this.seen);
    const [r, g, b] = parseHex(shape.color);
    this.color = [255 * r, 255 * g, 255 * b];
  }

  public draw(band: Band, pixels: Pixels): void {
    const { count, diameter, points } = this.shape;
    const { distance, unit } = this.lens;
    for (let i = 0; i < Math.min(count, points.length / 3); i++) {
      const near = this.seen[3 * i + 2] as number;
      const size = diameter * unit * Math.min(1, count - i) * distance * near + 2;
      this.dot(band, pixels, this.seen[3 * i] as number, this.seen[3 * i + 1] as number, near, size / 2);
    }
  }

  private dot(band: Band, pixels: Pixels, x: number, y: number, near: number, radius: number): void {
    const top = Math.max(band.top, FINER * Math.floor((y - radius) / FINER));
    const bottom = Math.min(band.bottom, y + radius);
    if (top >= bottom || near === 0) return;
    const left = Math.max(0, FINER * Math.floor((x - radius) / FINER));
    const right = Math.min(band.width, x + radius);
    const closer = near + CLOSER / this.lens.distance;
    const { sum } = this;
    for (let row = top; row < bottom; row += FINER) {
      const at = (row / FINER) * pixels.width;
      for (let column = left; column < right; column += FINER) {
        sum.fill(0);
        for (let k = 0; k < FINER * FINER; k++) {
          const [sx, sy] = [column + (k % FINER), row + Math.floor(k / FINER)];
          this.sample(band, sx, sy, (sx + 0.5 - x) / radius, (sy + 0.5 - y) / radius, closer, radius);
        }
        const alpha = sum[3] as number;
        if (alpha === 0) continue;
        const [r, g, b] = [
          (sum[0] as number) / alpha,
          (sum[1] as number) / alpha,
          (sum[2] as number) / alpha,
        ];
        layOver(pixels.words, at + column / FINER, r, g, b, alpha / FINER ** 2);
      }
    }
  }

  /** Adds what a sample shows of a little ball: bright to the upper left, darker at its rim, soft over the last pixel. */
  private sample(
    band: Band,
    column: number,
    row: number,
    x: number,
    y: number,
    near: number,
    radius: number,
  ): void {
    if (Math.abs(x) > 1 || Math.abs(y) > 1) return;
    const i = (row - band.top) * band.width + column;
    if (near <= (band.nearness[i] as number)) return;
    const pixel = 1 / radius;
    const away = Math.sqrt(x * x + y * y) / (1 - pixel);
    const rim = Math.min(1, Math.max(0, (away - (1 - pixel)) / (2 * pixel)));
    const alpha = this.opacity * (1 - rim * rim * (3 - 2 * rim));
    if (alpha <= FAINTEST) return;
    band.nearness[i] = near;
    const facing = Math.sqrt(Math.max(1 - away * away, 0));
    const light = 0.62 + 0.38 * facing + 0.25 * Math.max(-0.5 * x - 0.6 * y + 0.62 * facing - 0.55, 0);
    const { sum, color } = this;
    for (let c = 0; c < 3; c++)
      sum[c] = (sum[c] as number) + alpha * Math.min(255, color[c as 0 | 1 | 2] * light);
    sum[3] = (sum[3] as number) + alpha;
  }
}
