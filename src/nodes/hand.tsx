import { colorSignal, initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { onDial, TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';

export interface HandProps extends NodeProps {
  /** Radians, counter-clockwise from three o'clock. */
  angle: SignalValue<number>;
  /** Pixels from the centre to the tip. */
  reach: SignalValue<number>;
  fill?: SignalValue<PossibleColor>;
  /** Width at the centre in pixels; the hand narrows towards its tip. */
  thickness?: SignalValue<number>;
  /** Radius of the dot at the tip in pixels. */
  tip?: SignalValue<number>;
}

/**
 * The hand of a clock: a slim wedge from the node's origin with a dot at its tip.
 *
 * @example `<Hand angle={() => (TURN * k * x()) / p} reach={280} fill={roles.x} />`
 */
@drawnBySignals
export class Hand extends Node {
  @initial(0)
  @signal()
  declare public readonly angle: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly reach: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly fill: ColorSignal<this>;

  @initial(strokes.heavy)
  @signal()
  declare public readonly thickness: SimpleSignal<number, this>;

  @initial(strokes.heavy)
  @signal()
  declare public readonly tip: SimpleSignal<number, this>;

  public constructor(props: HandProps) {
    super(props);
  }

  protected override getCacheBBox(): BBox {
    const size = this.reach() + this.tip() + this.thickness();
    return new BBox(-size, -size, 2 * size, 2 * size);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const reach = this.reach();
    if (reach > 0) this.drawHand(context, reach);
    super.draw(context);
  }

  private drawHand(context: CanvasRenderingContext2D, reach: number): void {
    const wide = this.thickness() / 2;
    const narrow = wide * 0.45;
    const [x, y] = onDial(this.angle(), reach);
    // Unit vector across the hand.
    const [acrossX, acrossY] = [-y / reach, x / reach];
    context.save();
    context.fillStyle = this.fill().css();
    context.beginPath();
    context.moveTo(acrossX * wide, acrossY * wide);
    context.lineTo(x + acrossX * narrow, y + acrossY * narrow);
    context.lineTo(x - acrossX * narrow, y - acrossY * narrow);
    context.lineTo(-acrossX * wide, -acrossY * wide);
    context.closePath();
    context.fill();
    context.beginPath();
    context.arc(0, 0, wide, 0, TURN);
    // A hand that is still growing has a tip that grows with it.
    const tip = Math.min(this.tip(), reach);
    context.moveTo(x + tip, y);
    context.arc(x, y, tip, 0, TURN);
    context.fill();
    context.restore();
  }
}
