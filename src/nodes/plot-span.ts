import { initial, signal } from '@motion-canvas/2d';
import type { SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { mix, smooth } from './plot-scale';
import { labelStyle, textWidth, writeText } from './plot-text';

/** One end of a measured distance: its value on the x axis, and the height in pixels that it is taken at. */
export interface SpanEnd {
  readonly value: number;
  readonly from: () => number;
}

export interface PlotSpanProps extends PlotLayerProps {
  readonly begin: SpanEnd;
  readonly end: SpanEnd;
  /** The height of the arrow in pixels. */
  readonly height: () => number;
  readonly text: string;
  readonly color: string;
  readonly shown?: number;
}

const TIP = 12;

/** A distance along the x axis: two dotted lines, an arrow from one to the other, and how far it is. */
@drawnBySignals
export class PlotSpan extends PlotLayer {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  private readonly span: Omit<PlotSpanProps, keyof PlotLayerProps | 'shown'>;

  public constructor({ begin, end, height, text, color, ...props }: PlotSpanProps) {
    super(props);
    this.span = { begin, end, height, text, color };
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    // First the line at the beginning, then the arrow, then the line at the end and the text.
    const shown = this.shown();
    if (shown <= 0) return;
    const { begin, end, text, color } = this.span;
    const y = this.span.height();
    const from = frame.xAt(begin.value);
    const to = mix(from, frame.xAt(end.value), smooth((shown - 0.25) * 2));
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = strokes.hair;
    dotted(context, from, begin.from(), mix(begin.from(), y, smooth(4 * shown)));
    dotted(context, to, y, mix(y, end.from(), smooth(4 * shown - 3)));
    if (Math.abs(to - from) > 2 * TIP) {
      context.lineWidth = strokes.line;
      context.beginPath();
      context.moveTo(from + TIP, y);
      context.lineTo(to - TIP, y);
      context.stroke();
      arrowHead(context, from, y, -1);
      arrowHead(context, to, y, 1);
    }
    const alpha = smooth(3 * shown - 2);
    if (alpha === 0) return;
    const width = textWidth(context, text, labelStyle) + 28;
    const middle = (from + frame.xAt(end.value)) / 2;
    context.globalAlpha = alpha;
    context.fillStyle = palette.background;
    context.fillRect(middle - width / 2, y - 20, width, 40);
    context.fillStyle = color;
    writeText(context, text, middle, y, labelStyle, 'center');
  }
}

function dotted(context: CanvasRenderingContext2D, x: number, from: number, to: number): void {
  context.save();
  context.setLineDash([3, 7]);
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  context.stroke();
  context.restore();
}

function arrowHead(context: CanvasRenderingContext2D, x: number, y: number, direction: 1 | -1): void {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x - direction * 1.5 * TIP, y - 0.7 * TIP);
  context.lineTo(x - direction * 1.5 * TIP, y + 0.7 * TIP);
  context.fill();
}
