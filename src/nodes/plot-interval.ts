import { initial, signal } from '@motion-canvas/2d';
import type { SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { mix, smooth } from './plot-scale';
import { labelStyle, writeText } from './plot-text';

export interface PlotIntervalProps extends PlotLayerProps {
  /** Values of the x axis between which something is known to hold. */
  readonly from: number;
  readonly to: number;
  /** Its value on the y axis. */
  readonly value: number;
  /** What is known, a line each. */
  readonly lines: readonly string[];
  /** From the bar's left end to the left end of the first line's middle, in pixels. */
  readonly offset: readonly [x: number, y: number];
  readonly color: string;
  /** How much of it is there, 0 to 1: it grows from its beginning. */
  readonly shown?: number;
}

const THICK = 22;
const LINE_HEIGHT = 40;

/**
 * Something that is known of a stretch of the x axis, and no more exactly: a hollow bar and what it says. It is no
 * curve, and does not look like one.
 *
 * @example `<PlotInterval frame={frame} from={1} to={1000} value={1} lines={['before step 1000']} offset={[0, 40]} color={roles.train} />`
 */
@drawnBySignals
export class PlotInterval extends PlotLayer {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  private readonly interval: Omit<PlotIntervalProps, keyof PlotLayerProps | 'shown'>;

  public constructor({ from, to, value, lines, offset, color, ...props }: PlotIntervalProps) {
    super(props);
    this.interval = { from, to, value, lines, offset, color };
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const shown = this.shown();
    if (shown <= 0) return;
    const { from, to, value, lines, offset, color } = this.interval;
    const [left, y] = [frame.xAt(from), frame.yAt(value)];
    const width = mix(0, frame.xAt(to) - left, smooth(1.5 * shown));
    context.beginPath();
    context.roundRect(left, y - THICK / 2, width, THICK, Math.min(THICK, width) / 2);
    context.fillStyle = color;
    context.globalAlpha = 0.16;
    context.fill();
    context.globalAlpha = 1;
    context.strokeStyle = color;
    context.lineWidth = strokes.line;
    context.stroke();
    context.globalAlpha = smooth(3 * shown - 2);
    context.fillStyle = palette.text;
    lines.forEach((line, i) => {
      writeText(context, line, left + offset[0], y + offset[1] + i * LINE_HEIGHT, labelStyle);
    });
  }
}
