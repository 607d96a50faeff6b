import { initial, signal } from '@motion-canvas/2d';
import { type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { smooth } from './plot-scale';
import { labelStyle, textWidth, writeText } from './plot-text';

export interface PlotNoteProps extends PlotLayerProps {
  /** The point that is spoken of, in the values of the axes. */
  readonly point: readonly [x: number, y: number];
  /** What is said of it, a line each; `^` raises what follows. */
  readonly lines: readonly string[];
  /** From the point to the middle of the text, in pixels. */
  readonly offset: readonly [x: number, y: number];
  readonly color: string;
  readonly shown?: number;
}

const RING = 13;
const LINE_HEIGHT = 40;

/** A ring around a point of a plot, a thin line, and what there is to say. */
@drawnBySignals
export class PlotNote extends PlotLayer {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  private readonly note: Pick<PlotNoteProps, 'point' | 'lines' | 'offset' | 'color'>;

  public constructor({ point, lines, offset, color, ...props }: PlotNoteProps) {
    super(props);
    this.note = { point, lines, offset, color };
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const shown = smooth(this.shown());
    if (shown === 0) return;
    const { point, lines, offset, color } = this.note;
    const at = frame.at(...point);
    const text = at.add(new Vector2(...offset));
    const half = (lines.length * LINE_HEIGHT) / 2;
    const width = Math.max(...lines.map((line) => textWidth(context, line, labelStyle)));
    // The line leaves the ring and stops short of the text's box.
    const way = text.sub(at);
    const [dx, dy] = [Math.abs(way.x), Math.abs(way.y)];
    const outside = Math.min(dx > 0 ? (width / 2 + 16) / dx : Infinity, dy > 0 ? (half + 6) / dy : Infinity);
    const begin = at.add(way.normalized.scale(RING));
    const end = at.add(way.scale(Math.max(0, 1 - outside)));
    context.globalAlpha = shown;
    context.strokeStyle = color;
    context.lineWidth = strokes.line;
    context.beginPath();
    context.arc(at.x, at.y, RING * (2 - shown), 0, 2 * Math.PI);
    context.stroke();
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.moveTo(begin.x, begin.y);
    context.lineTo(begin.x + (end.x - begin.x) * shown, begin.y + (end.y - begin.y) * shown);
    context.stroke();
    context.fillStyle = palette.background;
    context.globalAlpha = 0.82 * shown;
    context.beginPath();
    context.roundRect(text.x - width / 2 - 10, text.y - half, width + 20, 2 * half, 8);
    context.fill();
    context.globalAlpha = shown;
    context.fillStyle = palette.text;
    lines.forEach((line, i) => {
      writeText(context, line, text.x, text.y - half + (i + 0.5) * LINE_HEIGHT, labelStyle, 'center');
    });
  }
}
