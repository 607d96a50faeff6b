import { colorSignal, initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
  Vector2,
} from '@motion-canvas/core';
import { fonts, palette, sizes, strokes } from '../theme';
import { TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';
import { linePoints, numberAt, unitLength, type Winding } from './number-line-geometry';
import { smooth } from './plot-scale';

export interface NumberLineProps extends NodeProps {
  /** So many numbers fit once round the wheel. */
  period: number;
  /** The numbers 0 … count − 1 have a dot. */
  count: number;
  /** The numbers that are written out; by default all. */
  labelled?: readonly number[];
  /** How many units lie on the wheel. */
  wound?: SignalValue<number>;
  /** Pixels from the wheel's centre to the number 0; the length of a unit follows. */
  radius: SignalValue<number>;
  /** How much farther out each turn lies than the one below it, in pixels. */
  pitch?: SignalValue<number>;
  /** How far the line is drawn, in units. Default: to its end. */
  reach?: SignalValue<number>;
  /** Opacity of what has passed the first turn: the line beyond `period` and its numbers. */
  beyond?: SignalValue<number>;
  /** Opacity of the written numbers. */
  labels?: SignalValue<number>;
  /** Radius of a dot in pixels. */
  dot?: SignalValue<number>;
  fontSize?: SignalValue<number>;
  fill?: SignalValue<PossibleColor>;
  stroke?: SignalValue<PossibleColor>;
}

/** From the rim of a dot to the middle of its number: so many pixels, and a part of the type's size. */
const APART = { pixels: 16, part: 0.55 } as const;

/**
 * The number line, which winds up on a wheel until it is a clock: number n comes to stand on n + period.
 * The wheel's centre is the node's origin; the line leaves its lowest point to the right, and runs
 * counter-clockwise round it, as all clocks of the film do.
 *
 * @example `<NumberLine period={5} count={20} radius={150} wound={wound} pitch={60} />`
 */
@nodeName('NumberLine')
@drawnBySignals
export class NumberLine extends Node {
  @initial(0) @signal() declare public readonly wound: SimpleSignal<number, this>;
  @initial(150) @signal() declare public readonly radius: SimpleSignal<number, this>;
  @initial(0) @signal() declare public readonly pitch: SimpleSignal<number, this>;
  @initial(Number.POSITIVE_INFINITY) @signal() declare public readonly reach: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly beyond: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly labels: SimpleSignal<number, this>;
  @initial(8) @signal() declare public readonly dot: SimpleSignal<number, this>;
  @initial(sizes.body) @signal() declare public readonly fontSize: SimpleSignal<number, this>;
  @initial(palette.text) @colorSignal() declare public readonly fill: ColorSignal<this>;
  @initial(palette.line) @colorSignal() declare public readonly stroke: ColorSignal<this>;

  public readonly period: number;
  public readonly count: number;
  private readonly labelled: ReadonlySet<number>;

  public constructor({ period, count, labelled, ...props }: NumberLineProps) {
    super(props);
    this.period = period;
    this.count = count;
    this.labelled = new Set(labelled ?? Array.from({ length: count }, (_, n) => n));
  }

  /** Where a number stands now, in the coordinates of this node's parent. */
  public at(n: number): Vector2 {
    const [x, y] = numberAt(this.winding(), n).at;
    return new Vector2(x, y).transformAsPoint(this.localToParent());
  }

  private winding(): Winding {
    return { period: this.period, wound: this.wound(), radius: this.radius(), pitch: this.pitch() };
  }

  /** The last place that is drawn, in units: a step beyond the last number, so that a whole turn closes. */
  private end(): number {
    return Math.min(this.count, this.reach());
  }

  protected override getCacheBBox(): BBox {
    const winding = this.winding();
    const turns = Math.min(winding.wound, this.count) / this.period;
    const round = winding.radius + winding.pitch * turns + this.dot() + APART.pixels + 2 * this.fontSize();
    const right = Math.max(0, this.count - winding.wound) * unitLength(winding);
    return new BBox(-round, -round, round + Math.max(round, right), 2 * round);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const winding = this.winding();
    const end = this.end();
    context.save();
    context.lineWidth = strokes.line;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.strokeStyle = this.stroke().css();
    context.fillStyle = this.fill().css();
    context.font = `${this.fontSize()}px "${fonts.mono}"`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const alpha = context.globalAlpha;
    this.stroked(context, winding, 0, Math.min(end, this.period));
    context.globalAlpha = alpha * this.beyond();
    this.stroked(context, winding, this.period, end);
    for (let n = 0; n < this.count; n++) {
      // A number grows as the end of the line passes it.
      const here = smooth((end - n) / 0.4);
      if (here <= 0) break;
      this.drawNumber(context, winding, n, here, alpha * (n < this.period ? 1 : this.beyond()));
    }
    context.restore();
    super.draw(context);
  }

  private stroked(context: CanvasRenderingContext2D, winding: Winding, from: number, to: number): void {
    const points = linePoints(winding, from, to);
    if (points.length === 0) return;
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
  }

  private drawNumber(
    context: CanvasRenderingContext2D,
    winding: Winding,
    n: number,
    here: number,
    alpha: number,
  ): void {
    const {
      at: [x, y],
      outward,
    } = numberAt(winding, n);
    context.globalAlpha = alpha * here;
    context.beginPath();
    context.arc(x, y, this.dot() * here, 0, TURN);
    context.fill();
    if (!this.labelled.has(n)) return;
    context.globalAlpha = alpha * here * this.labels();
    const apart = this.dot() + APART.pixels + APART.part * this.fontSize();
    context.fillText(String(n), x + apart * outward[0], y + apart * outward[1]);
  }
}
