import { colorSignal, initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
} from '@motion-canvas/core';
import { fonts, palette, sizes, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { decimal } from './number-format';
import { smooth } from './plot-scale';

export interface WeightBarsProps extends NodeProps {
  /** From top to bottom. */
  weights: SignalValue<readonly number[]>;
  /** Pixels from one bar to the next. */
  pitch: SignalValue<number>;
  /** Pixels per unit of weight. */
  unit: SignalValue<number>;
  thickness?: SignalValue<number>;
  /** How many bars have grown, from the top: of 2.5 the third is half as long as it will be. */
  grown?: SignalValue<number>;
  /** How many bars have their colour, from the top; the others wait in grey. */
  used?: SignalValue<number>;
  fill?: SignalValue<PossibleColor>;
  /** Where the weights are written: pixels from the zero line to the end of the numbers; not at all by default. */
  numbersAt?: number;
}

/**
 * Weights as bars from one zero line, positive ones to the right, with their numbers; the node's origin is the
 * middle of that line.
 *
 * @example `<WeightBars weights={[-2.35, 1.1]} pitch={70} unit={40} numbersAt={200} fill={roles.cos} used={used} />`
 */
@drawnBySignals
export class WeightBars extends Node {
  @signal()
  declare public readonly weights: SimpleSignal<readonly number[], this>;

  @signal()
  declare public readonly pitch: SimpleSignal<number, this>;

  @signal()
  declare public readonly unit: SimpleSignal<number, this>;

  @initial(16)
  @signal()
  declare public readonly thickness: SimpleSignal<number, this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly grown: SimpleSignal<number, this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly used: SimpleSignal<number, this>;

  @initial(palette.text)
  @colorSignal()
  declare public readonly fill: ColorSignal<this>;

  private readonly numbersAt: number | undefined;

  public constructor({ numbersAt, ...props }: WeightBarsProps) {
    super(props);
    this.numbersAt = numbersAt;
  }

  /** How far below the middle a bar lies, in pixels. */
  public barY(index: number): number {
    return (index - (this.weights().length - 1) / 2) * this.pitch();
  }

  protected override getCacheBBox(): BBox {
    const longest = Math.max(0, ...this.weights().map(Math.abs)) * this.unit();
    const half = (this.weights().length * this.pitch()) / 2 + sizes.small;
    const right = Math.max(longest, this.numbersAt ?? 0);
    return new BBox(-longest, -half, longest + right, 2 * half).expand(8);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const weights = this.weights();
    context.save();
    this.drawZero(context, weights.length);
    weights.forEach((weight, i) => {
      const here = smooth(this.grown() - i);
      if (here > 0) this.drawBar(context, weight, this.barY(i), here, smooth(this.used() - i));
    });
    context.restore();
    super.draw(context);
  }

  private drawZero(context: CanvasRenderingContext2D, count: number): void {
    const grown = smooth(this.grown() / Math.max(1, count));
    if (grown === 0) return;
    const half = (count * this.pitch()) / 2;
    context.strokeStyle = palette.line;
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.moveTo(0, -half);
    context.lineTo(0, -half + 2 * half * grown);
    context.stroke();
  }

  private drawBar(
    context: CanvasRenderingContext2D,
    weight: number,
    y: number,
    here: number,
    used: number,
  ): void {
    const alpha = context.globalAlpha;
    const [length, thick] = [weight * this.unit() * here, this.thickness()];
    const bar = (color: string, opacity: number) => {
      context.globalAlpha = alpha * opacity;
      context.fillStyle = color;
      context.fillRect(Math.min(0, length), y - thick / 2, Math.abs(length), thick);
    };
    bar(palette.muted, 1 - used);
    bar(this.fill().css(), used);
    if (this.numbersAt !== undefined) {
      context.globalAlpha = alpha * here;
      context.fillStyle = palette.text;
      context.font = `${sizes.small}px "${fonts.mono}"`;
      context.textAlign = 'right';
      context.textBaseline = 'middle';
      // A weight that is there is never written as nothing.
      context.fillText(decimal(weight, Math.abs(weight) < 0.01 ? 3 : 2), this.numbersAt, y + 1);
    }
    context.globalAlpha = alpha;
  }
}
