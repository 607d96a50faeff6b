import { type Band, NOTHING } from './band';
import { FINER } from './lens';
import type { Painter } from './painter';
import { layOver, type Pixels, word } from './pixels';

/** What fades as one. */
export interface Layer {
  /** In the order of their parts. */
  readonly painters: readonly Painter[];
  readonly opacity: number;
  /** Whether something is under it: the pixels are laid over what is there instead of replacing it. */
  readonly over: boolean;
}

/** Turns what is marked on the samples of bands into pixels, layer by layer. */
export class Resolver {
  private readonly sum = new Float64Array(3);
  /** A row of a layer that lies over another one. */
  private readonly row: Pixels;
  private painters: readonly Painter[] = [];
  private painter: Painter | undefined;

  public constructor(private readonly pixels: Pixels) {
    const { width } = pixels;
    this.row = { words: new Uint32Array(width), width };
  }

  public resolve(band: Band, { painters, opacity, over }: Layer): void {
    const { pixels, row } = this;
    this.painters = painters;
    this.painter = painters[0];
    for (let sampleRow = band.top; sampleRow < band.bottom; sampleRow += FINER) {
      const y = sampleRow / FINER;
      if (!over) this.resolveRow(band, y, opacity, pixels, y);
      else {
        row.words.fill(0);
        this.resolveRow(band, y, opacity, row, 0);
        layRowOver(pixels, y, row.words);
      }
    }
  }

  /**
   * Pixels beside each other that show one part only are painted together; where parts meet, the four samples of a
   * pixel are asked one by one.
   */
  private resolveRow(band: Band, y: number, opacity: number, into: Pixels, line: number): void {
    const { parts, width, top } = band;
    const upper = (FINER * y - top) * width;
    const lower = upper + width;
    const alpha = Math.round(255 * opacity);
    const columns = into.width;
    for (let x = 0; x < columns; ) {
      const at = FINER * x;
      const a = parts[upper + at] as number;
      const b = parts[upper + at + 1] as number;
      const c = parts[lower + at] as number;
      const d = parts[lower + at + 1] as number;
      if (a !== b || a !== c || a !== d) {
        into.words[line * columns + x] = this.mean(a, b, c, d, x, y, opacity);
        x++;
        continue;
      }
      const begin = x;
      for (x++; x < columns; x++) {
        const right = FINER * x;
        if (parts[upper + right] !== a || parts[upper + right + 1] !== a) break;
        if (parts[lower + right] !== a || parts[lower + right + 1] !== a) break;
      }
      // What nothing is drawn on stays as it is.
      if (a !== NOTHING) this.painterOf(a)?.paint(a, { into, line, x: begin, end: x, y, alpha });
    }
  }

  /** The pixel that four samples make. */
  private mean(a: number, b: number, c: number, d: number, x: number, y: number, opacity: number): number {
    const { sum } = this;
    sum[0] = 0;
    sum[1] = 0;
    sum[2] = 0;
    const [left, top] = [FINER * x + 0.5, FINER * y + 0.5];
    const count =
      (a === b
        ? this.add(a, left + 0.5, top, 2)
        : this.add(a, left, top, 1) + this.add(b, left + 1, top, 1)) +
      (c === d
        ? this.add(c, left + 0.5, top + 1, 2)
        : this.add(c, left, top + 1, 1) + this.add(d, left + 1, top + 1, 1));
    const share = 1 / count;
    return word(
      channel((sum[0] as number) * share),
      channel((sum[1] as number) * share),
      channel((sum[2] as number) * share),
      Math.round((255 * opacity * count) / FINER ** 2),
    );
  }

  /** Adds the colour of some samples around a place; says how many had one. */
  private add(part: number, x: number, y: number, samples: number): number {
    if (part === NOTHING) return 0;
    this.painterOf(part)?.add(part, x, y, samples, this.sum);
    return samples;
  }

  private painterOf(part: number): Painter | undefined {
    const { painter } = this;
    if (painter !== undefined && part >= painter.firstPart && part < painter.endPart) return painter;
    this.painter = this.painters.find(({ firstPart, endPart }) => part >= firstPart && part < endPart);
    return this.painter;
  }
}

function layRowOver({ words, width }: Pixels, y: number, row: Uint32Array): void {
  for (let x = 0, at = y * width; x < width; x++, at++) {
    const over = row[x] as number;
    if (over === 0) continue;
    if (words[at] === 0) words[at] = over;
    else layOver(words, at, over & 255, (over >>> 8) & 255, (over >>> 16) & 255, (over >>> 24) / 255);
  }
}

/** A channel as a whole number; light beyond what a screen shows is cut off. */
function channel(value: number): number {
  return value > 255 ? 255 : (value + 0.5) | 0;
}
