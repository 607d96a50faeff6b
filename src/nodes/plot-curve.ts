import { initial, signal } from '@motion-canvas/2d';
import { createComputed, type SimpleSignal } from '@motion-canvas/core';
import { strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { decimate, lastAtOrBelow } from './plot-decimate';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { linearUnit, logUnit, mix, type Span } from './plot-scale';

/** What a curve goes through: one value at each step, the steps ascending. */
export interface Series {
  readonly steps: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

export interface PlotCurveProps extends PlotLayerProps {
  readonly series: Series;
  readonly color: string;
  /** How far along x the curve is drawn; all of it by default. */
  readonly upTo?: number | (() => number);
  /** Radius of the dot at its end in pixels; 0 for none. */
  readonly head?: number | (() => number);
  readonly lineWidth?: number;
}

/** Where the points of a curve stand on one axis as it is linear and as it is logarithmic. */
interface Units {
  readonly linear: Float64Array;
  readonly log: Float64Array;
}

function units(span: Span, values: ArrayLike<number>): Units {
  return {
    linear: Float64Array.from(values, (value) => linearUnit(span, value)),
    log: Float64Array.from(values, (value) => logUnit(span, value)),
  };
}

/**
 * A curve that grows along x with a dot at its end. Tens of thousands of points are thinned to what its
 * pixels can show, once for each form of the plot.
 *
 * @example
 * ```tsx
 * const x = new PlotAxis({ linear: [0, 20_000], log: [1, 20_000] });
 * const y = new PlotAxis({ linear: [0, 30], log: [1e-7, 100] });
 * const frame = new PlotFrame(x, y, { left: -700, top: -300, width: 1300, height: 600 });
 * const step = createSignal(0);
 * view.add(<Axes frame={frame} xName={'step'} yName={'loss'} />);
 * view.add(<PlotCurve frame={frame} series={loss} color={roles.train} upTo={() => step()} head={9} />);
 * yield* step(20_000, 5);
 * yield* y.logness(1, 2);
 * ```
 */
@drawnBySignals
export class PlotCurve extends PlotLayer {
  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly upTo: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly head: SimpleSignal<number, this>;

  @initial(strokes.curve)
  @signal()
  declare public readonly lineWidth: SimpleSignal<number, this>;

  private readonly series: Series;
  private readonly color: string;
  private readonly xUnits: Units;
  private readonly yUnits: Units;

  public constructor({ series, color, ...props }: PlotCurveProps) {
    super(props);
    this.series = series;
    this.color = color;
    this.xUnits = units(props.frame.x.span, series.steps);
    this.yUnits = units(props.frame.y.span, series.values);
  }

  /** Every point in pixels of this form of the plot, and which of them are drawn. */
  public readonly track = createComputed(() => {
    const { left, width, height, bottom, x, y } = this.frame;
    const place = (from: number, length: number, { linear, log }: Units, logness: number) =>
      Float64Array.from(linear, (unit, i) => from + length * mix(unit, log[i] as number, logness));
    const xs = place(left(), width(), this.xUnits, x.logness());
    const ys = place(bottom, -height(), this.yUnits, y.logness());
    return { x: xs, y: ys, drawn: decimate(xs, ys) };
  });

  /** Where the curve ends at the moment, in pixels; undefined before its first point. */
  public tip(): { readonly x: number; readonly y: number } | undefined {
    const upTo = this.upTo();
    const { steps } = this.series;
    const { x, y } = this.track();
    const last = lastAtOrBelow(steps, upTo);
    if (last < 0) return undefined;
    const from = { x: x[last] as number, y: y[last] as number };
    if (last + 1 >= steps.length) return from;
    const [right, below] = [x[last + 1] as number, y[last + 1] as number];
    const at = Math.min(Math.max(this.frame.xAt(upTo), from.x), right);
    const t = right > from.x ? (at - from.x) / (right - from.x) : 0;
    return { x: at, y: mix(from.y, below, t) };
  }

  /** The last value on record at the curve's end: a number that was measured, never one between two. */
  public reading(): number {
    return this.series.values[Math.max(0, lastAtOrBelow(this.series.steps, this.upTo()))] ?? Number.NaN;
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const tip = this.tip();
    if (tip === undefined) return;
    context.strokeStyle = this.color;
    context.fillStyle = this.color;
    context.lineWidth = this.lineWidth();
    context.lineJoin = 'round';
    context.lineCap = 'round';
    context.save();
    const slack = this.lineWidth();
    context.beginPath();
    context.rect(
      frame.left() - slack,
      frame.top() - slack,
      frame.width() + 2 * slack,
      frame.height() + 2 * slack,
    );
    context.clip();
    this.trace(context, tip);
    context.restore();
    const radius = this.head();
    if (radius <= 0) return;
    disc(context, tip, radius);
    context.globalAlpha *= 0.22;
    disc(context, tip, 2.2 * radius);
  }

  private trace(context: CanvasRenderingContext2D, tip: { readonly x: number; readonly y: number }): void {
    const { x, y, drawn } = this.track();
    // A single point is no line, though its round ends would show as a dot.
    if (tip.x <= (x[0] as number)) return;
    const last = lastAtOrBelow(this.series.steps, this.upTo());
    const whole = lastAtOrBelow(drawn, last);
    context.beginPath();
    for (let i = 0; i <= whole; i++) {
      const point = drawn[i] as number;
      context.lineTo(x[point] as number, y[point] as number);
    }
    // The column that the head is in is not whole yet: its points one by one.
    for (let point = (drawn[whole] as number) + 1; point <= last; point++) {
      context.lineTo(x[point] as number, y[point] as number);
    }
    context.lineTo(tip.x, tip.y);
    context.stroke();
  }
}

function disc(
  context: CanvasRenderingContext2D,
  at: { readonly x: number; readonly y: number },
  radius: number,
) {
  context.beginPath();
  context.arc(at.x, at.y, radius, 0, 2 * Math.PI);
  context.fill();
}
