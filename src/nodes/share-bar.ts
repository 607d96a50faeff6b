import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { fonts, palette, sizes, weights } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { textWidth, writeText } from './plot-text';

/** One part of a whole. */
export interface Share {
  readonly share: number;
  readonly color: string;
  /** Written over it and on the page below it, where it is wide enough. */
  readonly name?: string;
  readonly value?: string;
}

export interface ShareBarProps extends NodeProps {
  /** From left to right; together at most 1. */
  shares: readonly Share[];
  /** Pixels from end to end of the whole, and of the bar's height. */
  width: SignalValue<number>;
  height: SignalValue<number>;
  /** How much of the bar is there, 0 … 1, from the left. */
  grown?: SignalValue<number>;
  /** How bright each part is, 0 … 1. */
  light?: SignalValue<(n: number) => number>;
}

/** Between two parts, in pixels. */
const GAP = 3;

/**
 * A whole and its shares as one bar; the node's origin is its middle.
 *
 * @example `<ShareBar shares={[{ share: 0.8, color: roles.sum, name: 'told' }, { share: 0.2, color: palette.line }]} width={1200} height={80} />`
 */
@nodeName('ShareBar')
@drawnBySignals
export class ShareBar extends Node {
  @signal()
  declare public readonly width: SimpleSignal<number, this>;

  @signal()
  declare public readonly height: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly grown: SimpleSignal<number, this>;

  @initial(() => () => 1)
  @signal()
  declare public readonly light: SimpleSignal<(n: number) => number, this>;

  private readonly shares: readonly Share[];

  public constructor({ shares, ...props }: ShareBarProps) {
    super(props);
    this.shares = shares;
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.width() + 8, this.height() + 4 * sizes.small));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [width, height, light] = [this.width(), this.height(), this.light()];
    const style = { size: sizes.small, family: fonts.sans, weight: weights.medium };
    const end = -width / 2 + width * this.grown();
    context.save();
    const alpha = context.globalAlpha;
    let left = -width / 2;
    this.shares.forEach(({ share, color, name = '', value = '' }, n) => {
      const right = left + share * width;
      const shown = Math.min(right, end) - left;
      if (shown > 0) {
        context.globalAlpha = alpha * light(n);
        context.fillStyle = color;
        context.beginPath();
        context.roundRect(left, -height / 2, Math.max(1, shown - GAP), height, 6);
        context.fill();
        const middle = (left + right - GAP) / 2;
        const there = Math.min(1, shown / (right - left)) ** 4;
        const write = (text: string, y: number, fill: string) => {
          if (text === '' || textWidth(context, text, style) > right - left - 8) return;
          context.globalAlpha = alpha * there * light(n);
          context.fillStyle = fill;
          writeText(context, text, middle, y, style, 'center');
        };
        write(name, 0, palette.background);
        write(value, height / 2 + 0.9 * sizes.small, color);
      }
      left = right;
    });
    context.restore();
    super.draw(context);
  }
}
