import { colorSignal, initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { type Point, spiral, TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';

export interface AngleArcProps extends NodeProps {
  /** Where the angle begins: radians, counter-clockwise from three o'clock. */
  from?: SignalValue<number>;
  /** How far it turns; may exceed a full turn. */
  sweep: SignalValue<number>;
  /** Pixels from the centre where it begins. */
  radius: SignalValue<number>;
  /** How far it winds outwards each turn, in pixels. */
  pitch?: SignalValue<number>;
  stroke?: SignalValue<PossibleColor>;
  lineWidth?: SignalValue<number>;
  /** Opacity of the sector between the arc and the centre. */
  sector?: SignalValue<number>;
}

/**
 * An angle between hands: an arc with an arrow head, and the sector it spans.
 *
 * @example `<AngleArc from={a} sweep={b} radius={160} pitch={20} stroke={roles.y} />`
 */
@drawnBySignals
export class AngleArc extends Node {
  @initial(0)
  @signal()
  declare public readonly from: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly sweep: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly radius: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly pitch: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly stroke: ColorSignal<this>;

  @initial(strokes.curve)
  @signal()
  declare public readonly lineWidth: SimpleSignal<number, this>;

  @initial(0.12)
  @signal()
  declare public readonly sector: SimpleSignal<number, this>;

  public constructor(props: AngleArcProps) {
    super(props);
  }

  protected override getCacheBBox(): BBox {
    const turns = Math.abs(this.sweep()) / TURN;
    const size = this.radius() + this.pitch() * turns + 4 * this.lineWidth();
    return new BBox(-size, -size, 2 * size, 2 * size);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    if (Math.abs(this.sweep()) > 1e-3) {
      const points = spiral(this.from(), this.sweep(), this.radius(), this.pitch());
      context.save();
      context.fillStyle = this.stroke().css();
      context.strokeStyle = this.stroke().css();
      context.lineWidth = this.lineWidth();
      context.lineCap = 'round';
      context.lineJoin = 'round';
      if (this.sector() > 0) this.fillSector(context, points);
      context.beginPath();
      for (const [x, y] of points) context.lineTo(x, y);
      context.stroke();
      this.drawHead(context);
      context.restore();
    }
    super.draw(context);
  }

  /** What lies beyond the full turn is filled once more: it is seen that the angle wraps. */
  private fillSector(context: CanvasRenderingContext2D, points: readonly Point[]): void {
    context.save();
    context.globalAlpha *= this.sector();
    const turn = Math.ceil(points.length / Math.max(1, Math.abs(this.sweep()) / TURN));
    for (let at = 0; at < points.length - 1; at += turn) {
      context.beginPath();
      context.moveTo(0, 0);
      for (const [x, y] of points.slice(at, at + turn + 1)) context.lineTo(x, y);
      context.closePath();
      context.fill();
    }
    context.restore();
  }

  /** An arrow head at the end, along the tangent; small angles have a small one. */
  private drawHead(context: CanvasRenderingContext2D): void {
    const sweep = this.sweep();
    const radius = this.radius() + (this.pitch() * Math.abs(sweep)) / TURN;
    const length = Math.min(4 * this.lineWidth(), radius * Math.abs(sweep) * 0.5);
    context.rotate(-(this.from() + sweep));
    context.translate(radius, 0);
    // The circle turns away from its tangent by half the angle that the head spans.
    context.rotate(Math.sign(sweep) * (length / (2 * radius)));
    const back = Math.sign(sweep) * length;
    context.beginPath();
    context.moveTo(0, -0.15 * back);
    context.lineTo(-0.5 * length, back);
    context.lineTo(0.5 * length, back);
    context.closePath();
    context.fill();
  }
}
