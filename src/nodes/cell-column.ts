import { initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type ColorMap, diverging, palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';

export interface CellColumnProps extends NodeProps {
  /** One number for each cell, from top to bottom; may follow other signals. */
  values: SignalValue<ArrayLike<number>>;
  /** The values of the first and of the last colour. */
  range: readonly [low: number, high: number];
  colors?: ColorMap;
  /** Pixels from one cell to the next, and across. */
  pitch: SignalValue<number>;
  width: SignalValue<number>;
  /** The cells that stay as they are while the others dim; all by default. */
  lit?: SignalValue<ReadonlySet<number> | undefined>;
  /** How far the other cells are dimmed, 0 to 1. */
  dim?: SignalValue<number>;
}

/** What is left of a dimmed cell. */
const REST = 0.12;

/**
 * A vector as a column of coloured cells, drawn in one pass; the node's origin is the middle of the column.
 *
 * @example `<CellColumn values={() => embedding(x())} range={[-0.3, 0.3]} pitch={6.4} width={40} lit={new Set([22])} dim={1} />`
 */
@drawnBySignals
export class CellColumn extends Node {
  @signal()
  declare public readonly values: SimpleSignal<ArrayLike<number>, this>;

  @signal()
  declare public readonly pitch: SimpleSignal<number, this>;

  @signal()
  declare public readonly width: SimpleSignal<number, this>;

  @signal()
  declare public readonly lit: SimpleSignal<ReadonlySet<number> | undefined, this>;

  @initial(0)
  @signal()
  declare public readonly dim: SimpleSignal<number, this>;

  private readonly range: readonly [number, number];
  private readonly colors: ColorMap;

  public constructor({ range, colors = diverging, ...props }: CellColumnProps) {
    super(props);
    this.range = range;
    this.colors = colors;
  }

  /** How far below the middle of the column a cell has its own, in pixels. */
  public cellY(index: number): number {
    return (index + 0.5 - this.values().length / 2) * this.pitch();
  }

  private height(): number {
    return this.values().length * this.pitch();
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.width() + 8, this.height() + 8));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [values, width, pitch, lit] = [this.values(), this.width(), this.pitch(), this.lit()];
    const [low, high] = this.range;
    const others = 1 - (1 - REST) * this.dim();
    context.save();
    const alpha = context.globalAlpha;
    for (let i = 0; i < values.length; i++) {
      context.globalAlpha = alpha * (lit === undefined || lit.has(i) ? 1 : others);
      context.fillStyle = this.colors.hex(((values[i] ?? 0) - low) / (high - low));
      context.fillRect(-width / 2, this.cellY(i) - pitch / 2, width, pitch);
    }
    context.globalAlpha = alpha;
    context.strokeStyle = palette.grid;
    context.lineWidth = strokes.hair;
    context.strokeRect(-width / 2, -this.height() / 2, width, this.height());
    context.restore();
    super.draw(context);
  }
}
