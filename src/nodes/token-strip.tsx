import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { fonts, palette, sizes, strokes, weights } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { writeText } from './plot-text';

/** A token as it is written. */
export interface Token {
  readonly text: string;
  readonly color: string;
}

export interface TokenStripProps extends NodeProps {
  tokens: SignalValue<readonly Token[]>;
  /** Pixels from the middle of one token to the next. */
  pitch: SignalValue<number>;
  /** Pixels by which each token stands aside from its place. */
  aside?: SignalValue<readonly number[]>;
  /** Width and height of the box around a token. */
  box: readonly [width: number, height: number];
  fontSize?: number;
  /** How visible the boxes are: without them, the tokens are bare text. */
  boxes?: SignalValue<number>;
}

/**
 * What a network reads: tokens beside each other, each in its box.
 *
 * @example `<TokenStrip tokens={[{ text: '82', color: roles.x }]} pitch={120} box={[100, 70]} boxes={1} />`
 */
@nodeName('TokenStrip')
@drawnBySignals
export class TokenStrip extends Node {
  @signal()
  declare public readonly tokens: SimpleSignal<readonly Token[], this>;

  @signal()
  declare public readonly pitch: SimpleSignal<number, this>;

  @initial([])
  @signal()
  declare public readonly aside: SimpleSignal<readonly number[], this>;

  @initial(1)
  @signal()
  declare public readonly boxes: SimpleSignal<number, this>;

  private readonly box: readonly [number, number];
  private readonly fontSize: number;

  public constructor({ box, fontSize = sizes.body, ...props }: TokenStripProps) {
    super(props);
    this.box = box;
    this.fontSize = fontSize;
  }

  /** The middle of a token, in the coordinates of this node. */
  public tokenAt(n: number): Vector2 {
    return new Vector2((n - (this.tokens().length - 1) / 2) * this.pitch() + (this.aside()[n] ?? 0), 0);
  }

  protected override getCacheBBox(): BBox {
    const [width, height] = this.box;
    return BBox.fromSizeCentered(new Vector2(this.tokens().length * (this.pitch() + width), 2 * height));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [width, height] = this.box;
    const style = { size: this.fontSize, family: fonts.mono, weight: weights.medium };
    context.save();
    const alpha = context.globalAlpha;
    for (const [n, { text, color }] of this.tokens().entries()) {
      const { x, y } = this.tokenAt(n);
      context.globalAlpha = alpha * this.boxes();
      context.beginPath();
      context.roundRect(x - width / 2, y - height / 2, width, height, 0.2 * height);
      context.fillStyle = palette.panel;
      context.fill();
      context.strokeStyle = color;
      context.lineWidth = Math.min(strokes.hair, 0.05 * height);
      context.stroke();
      context.globalAlpha = alpha;
      context.fillStyle = color;
      writeText(context, text, x, y, style, 'center');
    }
    context.restore();
    super.draw(context);
  }
}
