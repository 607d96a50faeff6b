import { colorSignal, initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import {
  BBox,
  type ColorSignal,
  type PossibleColor,
  type SignalValue,
  type SimpleSignal,
  Vector2,
} from '@motion-canvas/core';
import { fonts, palette, sizes, strokes, weights } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { writeText } from './plot-text';

export interface BracketProps extends NodeProps {
  /** Pixels from end to end. */
  length: SignalValue<number>;
  /** Where it opens to: what it measures lies there, its label on the other side. */
  opens: 'left' | 'right' | 'up' | 'down';
  text?: SignalValue<string>;
  /** Where the text stands: beside the middle, or beyond the upper or left end. */
  textAt?: 'middle' | 'end';
  stroke?: SignalValue<PossibleColor>;
  /** Pixels that the bracket is deep. */
  depth?: number;
  fontSize?: number;
  /** How much of it is drawn, 0 … 1: it grows from its middle. */
  drawn?: SignalValue<number>;
}

/** A bracket along a row of things, with how many they are. */
@nodeName('Bracket')
@drawnBySignals
export class Bracket extends Node {
  @signal()
  declare public readonly length: SimpleSignal<number, this>;

  @initial('')
  @signal()
  declare public readonly text: SimpleSignal<string, this>;

  @initial(palette.muted)
  @colorSignal()
  declare public readonly stroke: ColorSignal<this>;

  @initial(1)
  @signal()
  declare public readonly drawn: SimpleSignal<number, this>;

  private readonly opens: BracketProps['opens'];
  private readonly textAt: 'middle' | 'end';
  private readonly depth: number;
  private readonly fontSize: number;

  public constructor({
    opens,
    textAt = 'middle',
    depth = 14,
    fontSize = sizes.small,
    ...props
  }: BracketProps) {
    super(props);
    this.opens = opens;
    this.textAt = textAt;
    this.depth = depth;
    this.fontSize = fontSize;
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.length() + 8 * this.fontSize));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const drawn = this.drawn();
    if (drawn > 0) {
      const half = (this.length() / 2) * drawn;
      const upright = this.opens === 'left' || this.opens === 'right';
      // Away from what is measured.
      const away = this.opens === 'left' || this.opens === 'up' ? 1 : -1;
      const point = (along: number, out: number): [number, number] =>
        upright ? [away * out, along] : [along, away * out];
      context.save();
      context.strokeStyle = this.stroke().css();
      context.fillStyle = this.stroke().css();
      context.lineWidth = strokes.hair;
      context.lineCap = 'round';
      context.lineJoin = 'round';
      context.beginPath();
      context.moveTo(...point(-half, -this.depth / 2));
      context.lineTo(...point(-half, 0));
      context.lineTo(...point(half, 0));
      context.lineTo(...point(half, -this.depth / 2));
      if (this.textAt === 'middle') {
        context.moveTo(...point(0, 0));
        context.lineTo(...point(0, this.depth / 2));
      }
      context.stroke();
      context.globalAlpha *= Math.max(0, 2 * drawn - 1);
      const style = { size: this.fontSize, family: fonts.mono, weight: weights.medium };
      if (this.textAt === 'end') {
        const [x, y] = point(-half - 0.8 * this.fontSize, -this.depth / 4);
        writeText(context, this.text(), x, y, style, 'center');
      } else {
        const [x, y] = point(0, this.depth / 2 + (upright ? 0.35 : 0.7) * this.fontSize);
        writeText(context, this.text(), x, y, style, upright ? (away > 0 ? 'left' : 'right') : 'center');
      }
      context.restore();
    }
    super.draw(context);
  }
}
