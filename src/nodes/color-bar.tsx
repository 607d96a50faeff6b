import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type ColorMap, palette, sizes, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { Label } from './label';

/** A value that the bar names. */
export interface ColorTick {
  readonly value: number;
  readonly label: string;
}

export interface ColorBarProps extends NodeProps {
  colors: ColorMap;
  /** The values of the first and of the last colour. */
  range: readonly [low: number, high: number];
  ticks: readonly ColorTick[];
  /** Pixels. */
  width?: SignalValue<number>;
  height?: SignalValue<number>;
}

/** From the bar to its labels, in pixels. */
const APART = 16;

/** What the colours of a heat map stand for: low below, high above. */
@nodeName('ColorBar')
@drawnBySignals
export class ColorBar extends Node {
  @initial(36)
  @signal()
  declare public readonly width: SimpleSignal<number, this>;

  @initial(560)
  @signal()
  declare public readonly height: SimpleSignal<number, this>;

  private readonly colors: ColorMap;
  private readonly range: readonly [number, number];
  private readonly ticks: readonly ColorTick[];

  public constructor({ colors, range, ticks, ...props }: ColorBarProps) {
    super(props);
    this.colors = colors;
    this.range = range;
    this.ticks = ticks;
    this.add(
      ticks.map(({ value, label }) => (
        <Label
          text={label}
          x={() => this.width() / 2 + APART}
          y={() => this.heightOf(value)}
          offset={[-1, 0]}
          fill={palette.muted}
          fontSize={sizes.small}
        />
      )),
    );
  }

  /** How high a value stands on the bar, in pixels from its middle; y points down. */
  public heightOf(value: number): number {
    const [low, high] = this.range;
    return (0.5 - (value - low) / (high - low)) * this.height();
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.width() + 2 * APART, this.height()));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [width, height] = [this.width(), this.height()];
    const shades = context.createLinearGradient(0, height / 2, 0, -height / 2);
    for (let i = 0; i <= 64; i++) shades.addColorStop(i / 64, this.colors.hex(i / 64));
    context.fillStyle = shades;
    context.beginPath();
    context.roundRect(-width / 2, -height / 2, width, height, 6);
    context.fill();
    context.strokeStyle = palette.muted;
    context.lineWidth = strokes.hair;
    for (const { value } of this.ticks) {
      context.beginPath();
      context.moveTo(width / 2, this.heightOf(value));
      context.lineTo(width / 2 + 0.5 * APART, this.heightOf(value));
      context.stroke();
    }
    super.draw(context);
  }
}
