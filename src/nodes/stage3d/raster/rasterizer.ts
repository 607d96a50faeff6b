import { Band } from './band';
import { Dots } from './dots';
import { FINER, type Lens } from './lens';
import { LinesPainter } from './lines-painter';
import type { Painter } from './painter';
import type { Pixels } from './pixels';
import { type Layer, Resolver } from './resolve';
import type { Seen } from './shapes';
import { SheetPainter } from './sheet-painter';

/** Rows of pixels that are drawn at a time. */
const ROWS = 32;

/**
 * Draws shapes into pixels, with the processor alone: the same picture on every machine.
 *
 * Where a processor plays graphics card, the many small triangles of a sheet keep all its cores busy for several times
 * as long as they keep one busy here, and the picture has to be read back.
 */
export class Rasterizer {
  private band = new Band(0, 0);
  private words = new Uint32Array();
  private readonly sheets: SheetPainter[] = [];

  /**
   * Draws a picture. Of shapes that fade differently, the fainter one is laid over the other.
   *
   * @returns The pixels, colours not multiplied by alpha, of use until the next call.
   */
  public render(
    seen: readonly Seen[],
    lens: Lens,
    width: number,
    height: number,
  ): Uint8ClampedArray<ArrayBuffer> {
    if (this.words.length !== width * height) this.words = new Uint32Array(width * height);
    if (this.band.width !== FINER * width) this.band = new Band(FINER * width, FINER * ROWS);
    this.words.fill(0);
    const pixels: Pixels = { words: this.words, width };
    const resolver = new Resolver({ words: this.words, width });
    const layers = this.layers(seen, lens, height);
    const dots = seen.flatMap(({ shape, opacity }) =>
      shape.kind === 'dots' ? [new Dots(shape, lens, opacity)] : [],
    );
    for (let top = 0; top < height; top += ROWS) {
      this.band.begin(FINER * top, FINER * Math.min(height, top + ROWS));
      for (const layer of layers) {
        if (layer.over) this.band.nextLayer();
        for (const painter of layer.painters) painter.mark(this.band);
        resolver.resolve(this.band, layer);
      }
      for (const one of dots) one.draw(this.band, pixels);
    }
    return new Uint8ClampedArray(this.words.buffer);
  }

  /** Shapes that are equally strong hide each other; of layers, the fainter one shows what is behind it. */
  private layers(seen: readonly Seen[], lens: Lens, height: number): Layer[] {
    const byOpacity = new Map<number, Painter[]>();
    let part = 0;
    let sheets = 0;
    // Lines after sheets, which hide them.
    for (const kind of ['sheet', 'lines'] as const) {
      for (const { shape, opacity } of seen) {
        if (shape.kind !== kind) continue;
        const painter = shape.kind === 'sheet' ? this.sheet(sheets++, shape.p) : undefined;
        if (shape.kind === 'sheet') painter?.begin(shape, lens, part, FINER * height, FINER * ROWS);
        const added = painter ?? (shape.kind === 'lines' ? new LinesPainter(shape, lens, part) : undefined);
        if (added === undefined) continue;
        part = added.endPart;
        byOpacity.set(opacity, [...(byOpacity.get(opacity) ?? []), added]);
      }
    }
    return [...byOpacity]
      .sort(([a], [b]) => b - a)
      .map(([opacity, painters], i) => ({ painters, opacity, over: i > 0 }));
  }

  /** Room for a sheet, kept from picture to picture. */
  private sheet(index: number, p: number): SheetPainter {
    const known = this.sheets[index];
    if (known?.p === p) return known;
    const made = new SheetPainter(p);
    this.sheets[index] = made;
    return made;
  }
}
