import { colorSignal, initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { palette, roles, strokes } from '../theme';
import { type Dial, dialExtent, TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';

export interface ClockProps extends NodeProps {
  /** The points on the face: measured ones, or `idealDial(p, k)`. */
  dial: Dial;
  /** Pixels from the centre to a point at distance 1. */
  radius: SignalValue<number>;
  /** How many points are drawn, from the first on; a fraction draws the next one as growing. Default: all. */
  shown?: SignalValue<number>;
  /** Radius of a point in pixels. */
  dot?: SignalValue<number>;
  /** Colour of the points. */
  fill?: SignalValue<PossibleColor>;
  /** Opacity of the circle of radius 1, the ideal that the points are compared with. */
  ring?: SignalValue<number>;
  /** Colour of that circle. */
  ringColor?: SignalValue<PossibleColor>;
  /** Opacity of the two axes: cosine to the right, sine up. */
  axes?: SignalValue<number>;
}

/**
 * A clock face of any number of points, drawn as one picture: a ring, its two axes, the points.
 *
 * @example `<Clock dial={idealDial(12)} radius={300} axes={1} />`
 */
@drawnBySignals
export class Clock extends Node {
  @signal()
  declare public readonly radius: SimpleSignal<number, this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @initial(5)
  @signal()
  declare public readonly dot: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly fill: ColorSignal<this>;

  @initial(1)
  @signal()
  declare public readonly ring: SimpleSignal<number, this>;

  @initial(palette.grid)
  @colorSignal()
  declare public readonly ringColor: ColorSignal<this>;

  @initial(0)
  @signal()
  declare public readonly axes: SimpleSignal<number, this>;

  private readonly dial: Dial;
  private readonly extent: number;

  public constructor({ dial, ...props }: ClockProps) {
    super(props);
    this.dial = dial;
    this.extent = Math.max(1, dialExtent(dial));
  }

  /** Pixels from the centre to the ends of the axes, which reach past every point. */
  public axisReach(): number {
    return this.radius() * Math.max(1.15, this.extent);
  }

  protected override getCacheBBox(): BBox {
    const reach = this.axisReach() + this.dot() + strokes.line;
    return new BBox(-reach, -reach, 2 * reach, 2 * reach);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    context.save();
    this.drawRing(context);
    if (this.axes() > 0) this.drawAxes(context);
    context.fillStyle = this.fill().css();
    context.beginPath();
    this.addDots(context);
    context.fill();
    context.restore();
    super.draw(context);
  }

  private drawRing(context: CanvasRenderingContext2D): void {
    context.save();
    context.globalAlpha *= this.ring();
    context.strokeStyle = this.ringColor().css();
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.arc(0, 0, this.radius(), 0, TURN);
    context.stroke();
    context.restore();
  }

  private drawAxes(context: CanvasRenderingContext2D): void {
    const reach = this.axisReach();
    context.save();
    context.globalAlpha *= this.axes();
    context.lineWidth = strokes.hair;
    context.lineCap = 'round';
    for (const [color, x, y] of [
      [roles.cos, reach, 0],
      [roles.sin, 0, reach],
    ] as const) {
      context.strokeStyle = color;
      context.beginPath();
      context.moveTo(-x, -y);
      context.lineTo(x, y);
      context.stroke();
    }
    context.restore();
  }

  private addDots(context: CanvasRenderingContext2D): void {
    const { cos, sin } = this.dial;
    const radius = this.radius();
    const shown = Math.min(cos.length, this.shown());
    for (let n = 0; n < shown; n++) {
      const size = this.dot() * Math.min(1, shown - n);
      const x = radius * (cos[n] ?? 0);
      const y = -radius * (sin[n] ?? 0);
      context.moveTo(x + size, y);
      context.arc(x, y, size, 0, TURN);
    }
  }
}
