import { initial, signal } from '@motion-canvas/2d';
import type { SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { tickLabel } from './number-format';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { smooth } from './plot-scale';
import { labelStyle, writeText } from './plot-text';
import { axisTicks, type Tick } from './plot-ticks';

export interface AxesProps extends PlotLayerProps {
  /** What the axes measure, with the unit. */
  readonly xName: string;
  readonly yName: string;
  /** How a value is written at a tick; powers of ten as `10^-3`. */
  readonly xLabel?: (value: number) => string;
  readonly yLabel?: (value: number) => string;
  /** The heights at which the plot comes to rest, if it changes its height: the ticks are chosen for these. */
  readonly heights?: readonly number[];
  /** The least distance between two labels of the y axis, in pixels. */
  readonly yGap?: number;
  /** How much of the axes is there, 0 to 1: they grow out of their origin. */
  readonly shown?: number;
  /** How visible the labels under the x axis are: a plot above another one leaves them to it. */
  readonly xLabels?: number;
}

/** Room that a label wants along its axis, in pixels. */
const GAP = { x: 150, y: 84 };
/** From the axis to its labels. */
const APART = 18;
/** From the end of the x axis to its name: the label of its last tick reaches beyond it. */
const NAME_APART = 68;

/** Grid, ticks, labels and names of a plot, on axes that may be on their way from linear to logarithmic. */
@drawnBySignals
export class Axes extends PlotLayer {
  @initial(1)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly xLabels: SimpleSignal<number, this>;

  private readonly names: { readonly x: string; readonly y: string };
  private readonly yGap: number;
  private readonly heights: readonly number[] | undefined;
  private readonly write: Record<'x' | 'y', (value: number) => string>;

  public constructor({ xName, yName, xLabel, yLabel, heights, yGap = GAP.y, ...props }: AxesProps) {
    super(props);
    this.names = { x: xName, y: yName };
    this.heights = heights;
    this.yGap = yGap;
    this.write = { x: xLabel ?? tickLabel, y: yLabel ?? tickLabel };
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const shown = smooth(this.shown());
    if (shown === 0) return;
    const [left, bottom] = [frame.left(), frame.bottom];
    const [width, height] = [frame.width(), frame.height()];
    const { x, y } = frame;
    const xTicks = axisTicks(x.span, x.logness(), width, GAP.x);
    const yTicks = axisTicks(y.span, y.logness(), height, this.yGap, this.heights);
    context.lineWidth = strokes.hair;
    for (const tick of xTicks) this.drawXTick(context, tick, left + width * tick.unit, frame, shown);
    for (const tick of yTicks) this.drawYTick(context, tick, bottom - height * tick.unit, frame, shown);
    this.drawFrame(context, frame, shown);
    this.drawNames(context, frame, shown);
  }

  private drawXTick(
    context: CanvasRenderingContext2D,
    { value, unit, opacity, minor }: Tick,
    at: number,
    frame: PlotFrame,
    shown: number,
  ): void {
    const here = arrival(shown, unit) * opacity;
    if (here === 0) return;
    context.globalAlpha = here * (minor ? 0.35 : 0.9);
    context.strokeStyle = palette.grid;
    segment(context, at, frame.bottom, at, frame.bottom - shown * frame.height());
    if (minor) return;
    context.globalAlpha = here * this.xLabels();
    context.fillStyle = palette.muted;
    writeText(context, this.write.x(value), at, frame.bottom + APART + 16, labelStyle, 'center');
  }

  private drawYTick(
    context: CanvasRenderingContext2D,
    { value, unit, opacity, minor }: Tick,
    at: number,
    frame: PlotFrame,
    shown: number,
  ): void {
    const here = arrival(shown, unit) * opacity;
    if (here === 0 || minor) return;
    context.globalAlpha = here * 0.9;
    context.strokeStyle = palette.grid;
    segment(context, frame.left(), at, frame.left() + shown * frame.width(), at);
    context.globalAlpha = here;
    context.fillStyle = palette.muted;
    writeText(context, this.write.y(value), frame.left() - APART, at, labelStyle, 'right');
  }

  private drawFrame(context: CanvasRenderingContext2D, frame: PlotFrame, shown: number): void {
    context.globalAlpha = 1;
    context.strokeStyle = palette.line;
    const [left, bottom] = [frame.left(), frame.bottom];
    segment(context, left, bottom, left + shown * frame.width(), bottom);
    segment(context, left, bottom, left, bottom - shown * frame.height());
  }

  private drawNames(context: CanvasRenderingContext2D, frame: PlotFrame, shown: number): void {
    context.globalAlpha = shown;
    context.fillStyle = palette.text;
    writeText(context, this.names.y, frame.left() - APART, frame.top() - 44, labelStyle, 'right');
    context.globalAlpha = shown * this.xLabels();
    writeText(context, this.names.x, frame.right + NAME_APART, frame.bottom + APART + 16, labelStyle);
  }
}

/** How visible a tick is while the axis grows: it comes as the axis' end passes it. */
function arrival(shown: number, unit: number): number {
  return smooth((1.2 * shown - unit) / 0.2);
}

function segment(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number): void {
  context.beginPath();
  context.moveTo(x0, y0);
  context.lineTo(x1, y1);
  context.stroke();
}
