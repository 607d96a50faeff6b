import { colorSignal, initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
  Vector2,
} from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';
import { indexToX, type WaveFrame, wavePoint, wavePoints } from './wave-geometry';

export interface WaveTraceProps extends NodeProps {
  /** One value for each index; may follow other signals. */
  values: SignalValue<ArrayLike<number>>;
  /** Pixels from the first index to the last. */
  width: SignalValue<number>;
  /** Pixels per unit of value. */
  unit: SignalValue<number>;
  /** The first and the last index that are drawn; fractions cut the line between two points. */
  from?: SignalValue<number>;
  to?: SignalValue<number>;
  stroke?: SignalValue<PossibleColor>;
  /** Width of the line through the values; 0 draws none. */
  lineWidth?: SignalValue<number>;
  /** Radius of the dot at every index in pixels; 0 draws none. */
  dot?: SignalValue<number>;
  /** Opacity of the line of value 0 along the whole width. */
  baseline?: SignalValue<number>;
  /** Opacity of the area between the wave and the line of value 0. */
  area?: SignalValue<number>;
}

/**
 * A measured wave over the indices 0 … n−1: a line through all values, dots on them, and its zero line.
 *
 * @example `<WaveTrace values={readout} width={1200} unit={160} to={drawn} stroke={roles.cos} dot={4} />`
 */
@drawnBySignals
export class WaveTrace extends Node {
  @signal()
  declare public readonly values: SimpleSignal<ArrayLike<number>, this>;

  @signal()
  declare public readonly width: SimpleSignal<number, this>;

  @signal()
  declare public readonly unit: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly from: SimpleSignal<number, this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly to: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly stroke: ColorSignal<this>;

  @initial(strokes.line)
  @signal()
  declare public readonly lineWidth: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly dot: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly baseline: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly area: SimpleSignal<number, this>;

  public constructor(props: WaveTraceProps) {
    super(props);
  }

  /** Where the wave is at an index (or between two), in the coordinates of this node's parent. */
  public pointAt(index: number): Vector2 {
    const [x, y] = wavePoint(this.frame(), this.values(), index);
    return new Vector2(x, y).transformAsPoint(this.localToParent());
  }

  private frame(): WaveFrame {
    return { count: this.values().length, width: this.width(), unit: this.unit() };
  }

  protected override getCacheBBox(): BBox {
    let highest = 0;
    let lowest = 0;
    const values = this.values();
    for (let n = 0; n < values.length; n++) {
      highest = Math.max(highest, values[n] ?? 0);
      lowest = Math.min(lowest, values[n] ?? 0);
    }
    const margin = this.dot() + this.lineWidth();
    const top = -highest * this.unit() - margin;
    const bottom = -lowest * this.unit() + margin;
    return new BBox(-this.width() / 2 - margin, top, this.width() + 2 * margin, bottom - top);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const frame = this.frame();
    const points = wavePoints(frame, this.values(), this.from(), this.to());
    context.save();
    if (this.baseline() > 0) this.drawBaseline(context);
    const first = points[0];
    const last = points.at(-1);
    if (first !== undefined && last !== undefined) {
      context.lineJoin = 'round';
      context.lineCap = 'round';
      context.strokeStyle = this.stroke().css();
      context.fillStyle = this.stroke().css();
      context.lineWidth = this.lineWidth();
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      // A canvas ignores a width of zero and would draw its last one.
      if (this.lineWidth() > 0) context.stroke();
      if (this.area() > 0) {
        context.lineTo(last[0], 0);
        context.lineTo(first[0], 0);
        context.closePath();
        context.globalAlpha *= this.area();
        context.fill();
      }
    }
    context.restore();
    if (this.dot() > 0) this.drawDots(context, frame);
    super.draw(context);
  }

  private drawBaseline(context: CanvasRenderingContext2D): void {
    context.save();
    context.globalAlpha *= this.baseline();
    context.strokeStyle = palette.grid;
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.moveTo(-this.width() / 2, 0);
    context.lineTo(this.width() / 2, 0);
    context.stroke();
    context.restore();
  }

  /** A dot is full once the line has reached it. */
  private drawDots(context: CanvasRenderingContext2D, frame: WaveFrame): void {
    const values = this.values();
    const first = Math.max(0, Math.ceil(this.from()));
    const end = Math.min(frame.count - 1, this.to());
    context.save();
    context.fillStyle = this.stroke().css();
    context.beginPath();
    for (let n = first; n <= end; n++) {
      const x = indexToX(frame, n);
      const y = -frame.unit * (values[n] ?? 0);
      context.moveTo(x + this.dot(), y);
      context.arc(x, y, this.dot(), 0, TURN);
    }
    context.fill();
    context.restore();
  }
}
