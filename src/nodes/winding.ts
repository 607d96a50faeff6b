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
import { centreOfMass, windingPoint } from './winding-geometry';

export interface WindingProps extends NodeProps {
  /** The wave, about its mean; may follow other signals. */
  values: SignalValue<ArrayLike<number>>;
  /** How often the wave is wound while its index runs over all values. */
  turns: SignalValue<number>;
  /** Pixels per unit of value. */
  unit: SignalValue<number>;
  /** The index up to which it is wound; all of it by default, nothing below zero. */
  to?: SignalValue<number>;
  stroke?: SignalValue<PossibleColor>;
  dot?: SignalValue<number>;
  /** Opacity of the hand that points at the value wound last. */
  hand?: SignalValue<number>;
  /** Opacity of the centre of mass of the whole winding. */
  mass?: SignalValue<number>;
  massColor?: SignalValue<PossibleColor>;
  /** Opacity of the cross through the origin and the ring of the largest value. */
  face?: SignalValue<number>;
}

/** Wound oftener than this, the line from value to value crosses itself so much that it is drawn fainter. */
const CLEAR_TURNS = 6;

/**
 * A wave wound round a point, and the centre of mass of the winding: what a discrete Fourier transform does for one
 * frequency. Drawn in one pass; the node's origin is the point.
 *
 * @example `<Winding values={wave} turns={() => k()} unit={200} mass={1} />`
 */
@drawnBySignals
export class Winding extends Node {
  @signal()
  declare public readonly values: SimpleSignal<ArrayLike<number>, this>;

  @signal()
  declare public readonly turns: SimpleSignal<number, this>;

  @signal()
  declare public readonly unit: SimpleSignal<number, this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly to: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly stroke: ColorSignal<this>;

  @initial(4)
  @signal()
  declare public readonly dot: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly hand: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly mass: SimpleSignal<number, this>;

  @initial(palette.accent)
  @colorSignal()
  declare public readonly massColor: ColorSignal<this>;

  @initial(1)
  @signal()
  declare public readonly face: SimpleSignal<number, this>;

  public constructor(props: WindingProps) {
    super(props);
  }

  /** Where the centre of mass lies, in the coordinates of this node's parent. */
  public massPoint(): Vector2 {
    return new Vector2(centreOfMass(this.values(), this.turns()))
      .scale(this.unit())
      .transformAsPoint(this.localToParent());
  }

  /** Half the amplitude at this number of turns, in the unit of the values. */
  public massDistance(): number {
    return Math.hypot(...centreOfMass(this.values(), this.turns()));
  }

  private reach(): number {
    const values = this.values();
    let most = 0;
    for (let n = 0; n < values.length; n++) most = Math.max(most, Math.abs(values[n] ?? 0));
    return most * this.unit();
  }

  protected override getCacheBBox(): BBox {
    const size = 2 * (this.reach() + 40);
    return BBox.fromSizeCentered(new Vector2(size, size));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    context.save();
    context.lineJoin = 'round';
    this.drawFace(context);
    this.drawWave(context);
    this.drawMass(context);
    context.restore();
    super.draw(context);
  }

  private drawFace(context: CanvasRenderingContext2D): void {
    if (this.face() <= 0) return;
    const reach = this.reach();
    context.save();
    context.globalAlpha *= this.face();
    context.strokeStyle = palette.grid;
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.arc(0, 0, reach, 0, TURN);
    context.moveTo(-reach, 0);
    context.lineTo(reach, 0);
    context.moveTo(0, -reach);
    context.lineTo(0, reach);
    context.stroke();
    context.restore();
  }

  private drawWave(context: CanvasRenderingContext2D): void {
    const [values, turns, unit] = [this.values(), this.turns(), this.unit()];
    const end = Math.min(values.length - 1, this.to());
    if (end < 0) return;
    const points = Array.from({ length: Math.floor(end) + 1 }, (_, n) => windingPoint(values, turns, n));
    const pen = windingPoint(values, turns, end);
    const alpha = context.globalAlpha;
    context.strokeStyle = this.stroke().css();
    context.fillStyle = this.stroke().css();
    context.globalAlpha = alpha * Math.min(0.8, (0.8 * CLEAR_TURNS) / Math.max(1, turns));
    context.lineWidth = strokes.hair;
    context.beginPath();
    for (const [x, y] of [...points, pen]) context.lineTo(unit * x, unit * y);
    context.stroke();
    context.globalAlpha = alpha;
    context.beginPath();
    for (const [x, y] of points) {
      context.moveTo(unit * x + this.dot(), unit * y);
      context.arc(unit * x, unit * y, this.dot(), 0, TURN);
    }
    context.fill();
    if (this.hand() <= 0) return;
    context.globalAlpha = alpha * this.hand();
    context.strokeStyle = palette.accent;
    context.fillStyle = palette.accent;
    context.lineWidth = strokes.line;
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(unit * pen[0], unit * pen[1]);
    context.stroke();
    disc(context, unit * pen[0], unit * pen[1], 11);
    context.globalAlpha = alpha;
  }

  private drawMass(context: CanvasRenderingContext2D): void {
    if (this.mass() <= 0) return;
    const [x, y] = centreOfMass(this.values(), this.turns()).map((place) => place * this.unit()) as [
      number,
      number,
    ];
    context.save();
    context.globalAlpha *= this.mass();
    context.strokeStyle = this.massColor().css();
    context.fillStyle = this.massColor().css();
    context.lineWidth = strokes.heavy;
    context.lineCap = 'round';
    context.beginPath();
    context.moveTo(0, 0);
    context.lineTo(x, y);
    context.stroke();
    disc(context, x, y, 14);
    context.globalAlpha *= 0.25;
    disc(context, x, y, 28);
    context.restore();
  }
}

function disc(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath();
  context.arc(x, y, radius, 0, TURN);
  context.fill();
}
