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
    // From a pixel's middle to its samples, and as far as a dot has its full strength, in parts of its radius.
    const spread = Math.SQRT1_2 / radius;
    const full = (1 - 1 / radius) ** 2;
    for (let row = top; row < bottom; row += FINER) {
      const at = (row / FINER) * pixels.width;
      for (let column = left; column < right; column += FINER) {
        const [middleX, middleY] = [(column + FINER / 2 - x) / radius, (row + FINER / 2 - y) / radius];
        const away = Math.sqrt(middleX * middleX + middleY * middleY);
        if (away - spread > 1) continue;
        const pixel = at + column / FINER;
        if (away + spread <= full && covers(band, column, row, closer)) {
          const light = lightOn(middleX, middleY, away / (1 - 1 / radius));
          this.lay(pixels, pixel, light, this.opacity);
        } else this.dotOnPixel(band, pixels, pixel, column, row, x, y, closer, radius);
      }
    }
  }

  private dotOnPixel(
    band: Band,
    pixels: Pixels,
    pixel: number,
    column: number,
    row: number,
    x: number,
    y: number,
    near: number,
    radius: number,
  ): void {
    let light = 0;
    let alpha = 0;
    for (let k = 0; k < FINER * FINER; k++) {
      const sampleX = column + (k % FINER);
      const sampleY = row + Math.floor(k / FINER);
      const i = (sampleY - band.top) * band.width + sampleX;
      if (near <= (band.nearness[i] as number)) continue;
      const [atX, atY] = [(sampleX + 0.5 - x) / radius, (sampleY + 0.5 - y) / radius];
      const away = Math.sqrt(atX * atX + atY * atY) / (1 - 1 / radius);
      const rim = Math.min(1, Math.max(0, ((away - 1) * radius + 1) / 2));
      const strength = this.opacity * (1 - rim * rim * (3 - 2 * rim));
      if (strength <= FAINTEST) continue;
      band.nearness[i] = near;
      light += strength * lightOn(atX, atY, away);
      alpha += strength;
    }
    if (alpha > 0) this.lay(pixels, pixel, light / alpha, alpha / FINER ** 2);
  }

  private lay(pixels: Pixels, at: number, light: number, alpha: number): void {
    const [r, g, b] = this.color;
    layOver(
      pixels.words,
      at,
      Math.min(255, r * light),
      Math.min(255, g * light),
      Math.min(255, b * light),
      alpha,
    );
  }
}

/** How bright a little ball is at a place, `away` from its middle: brighter to the upper left, darker at its rim. */
function lightOn(x: number, y: number, away: number): number {
  const facing = Math.sqrt(Math.max(1 - away * away, 0));
  return 0.62 + 0.38 * facing + 0.25 * Math.max(-0.5 * x - 0.6 * y + 0.62 * facing - 0.55, 0);
}

/** Whether something is nearer than all that is on a pixel; if so, it is there from now on. */
function covers({ nearness, width, top }: Band, column: number, row: number, near: number): boolean {
  const upper = (row - top) * width + column;
  const lower = upper + width;
  if (near <= (nearness[upper] as number) || near <= (nearness[upper + 1] as number)) return false;
  if (near <= (nearness[lower] as number) || near <= (nearness[lower + 1] as number)) return false;
  nearness[upper] = near;
  nearness[upper + 1] = near;
  nearness[lower] = near;
  nearness[lower + 1] = near;
  return true;
}
