import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type ColorMap, fonts, glow, palette, strokes, weights } from '../theme';
import { inTurn } from './cells';
import { drawnBySignals } from './drawn-by-signals';
import { writeText } from './plot-text';

export interface AttentionPatternProps extends NodeProps {
  /** Shares from 0 to 1, row-major: how much the row's position takes from the column's. */
  pattern: SignalValue<ArrayLike<number>>;
  /** How many positions there are. */
  positions: number;
  /** Pixels from cell to cell. */
  pitch: number;
  colors?: ColorMap;
  /** How much of the empty cells is there, and how many of them have lit up: 0 … 1, one after the other. */
  shown?: SignalValue<number>;
  lit?: SignalValue<number>;
  /** How visible the frame around the last row is, and the shares written below its cells. */
  lastRow?: SignalValue<number>;
  numbers?: SignalValue<number>;
  numberSize?: number;
  /** The names of the positions at the left and above. */
  names?: readonly string[];
  nameColors?: readonly string[];
  nameSize?: number;
  labels?: SignalValue<number>;
}

/**
 * An attention pattern: its lower triangle, because no position looks ahead.
 *
 * @example `<AttentionPattern pattern={[1, 0, 0, 0.4, 0.6, 0, 0.5, 0.5, 0]} positions={3} pitch={60} />`
 */
@nodeName('AttentionPattern')
@drawnBySignals
export class AttentionPattern extends Node {
  @signal()
  declare public readonly pattern: SimpleSignal<ArrayLike<number>, this>;

  @initial(1)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly lit: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly lastRow: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly numbers: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly labels: SimpleSignal<number, this>;

  private readonly look: Required<
    Pick<
      AttentionPatternProps,
      'positions' | 'pitch' | 'colors' | 'names' | 'nameColors' | 'nameSize' | 'numberSize'
    >
  >;

  public constructor({
    positions,
    pitch,
    colors = glow,
    names = [],
    nameColors = [],
    nameSize = 0.5 * pitch,
    numberSize = 0.4 * pitch,
    ...props
  }: AttentionPatternProps) {
    super(props);
    this.look = { positions, pitch, colors, names, nameColors, nameSize, numberSize };
  }

  /** The middle of a cell, in the coordinates of the parent. */
  public cellAt(row: number, column: number): Vector2 {
    return this.middle(row, column).transformAsPoint(this.localToParent());
  }

  private middle(row: number, column: number): Vector2 {
    const { positions, pitch } = this.look;
    return new Vector2(column - (positions - 1) / 2, row - (positions - 1) / 2).scale(pitch);
  }

  protected override getCacheBBox(): BBox {
    const { positions, pitch, nameSize, numberSize } = this.look;
    return BBox.fromSizeCentered(new Vector2(positions * pitch + 4 * (nameSize + numberSize)));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const { positions, pitch } = this.look;
    const pattern = this.pattern();
    const cells = (positions * (positions + 1)) / 2;
    context.save();
    const alpha = context.globalAlpha;
    let n = 0;
    for (let row = 0; row < positions; row++) {
      for (let column = 0; column <= row; column++, n++) {
        const there = alpha * inTurn(this.shown(), n, cells);
        if (there <= 0) continue;
        const lit = inTurn(this.lit(), n, cells);
        this.drawCell(context, this.middle(row, column), pattern[row * positions + column] ?? 0, there, lit);
      }
    }
    context.globalAlpha = alpha * this.labels();
    if (this.labels() > 0) this.drawNames(context);
    context.globalAlpha = alpha * this.lastRow();
    if (this.lastRow() > 0) {
      const { x, y } = this.middle(positions - 1, 0);
      context.strokeStyle = palette.accent;
      context.lineWidth = Math.min(strokes.line, 0.06 * pitch);
      context.beginPath();
      context.roundRect(
        x - 0.5 * pitch - 3,
        y - 0.5 * pitch - 3,
        positions * pitch + 6,
        pitch + 6,
        0.16 * pitch,
      );
      context.stroke();
    }
    context.globalAlpha = alpha * this.numbers();
    if (this.numbers() > 0) this.drawNumbers(context, pattern);
    context.restore();
    super.draw(context);
  }

  private drawCell(
    context: CanvasRenderingContext2D,
    { x, y }: Vector2,
    value: number,
    alpha: number,
    lit: number,
  ): void {
    const { pitch, colors } = this.look;
    const side = pitch - Math.min(4, 0.12 * pitch);
    context.globalAlpha = alpha;
    context.beginPath();
    context.roundRect(x - side / 2, y - side / 2, side, side, Math.min(6, 0.15 * pitch));
    context.fillStyle = palette.panel;
    context.fill();
    context.globalAlpha = alpha * lit;
    context.fillStyle = colors.hex(value);
    if (lit > 0) context.fill();
    context.globalAlpha = alpha;
    context.strokeStyle = palette.grid;
    context.lineWidth = Math.min(strokes.hair, 0.06 * pitch);
    context.stroke();
  }

  private drawNames(context: CanvasRenderingContext2D): void {
    const { names, nameColors, nameSize, pitch } = this.look;
    const style = { size: nameSize, family: fonts.mono, weight: weights.medium };
    names.forEach((name, i) => {
      context.fillStyle = nameColors[i] ?? palette.muted;
      const left = this.middle(i, 0);
      writeText(context, name, left.x - 0.5 * pitch - 0.5 * nameSize, left.y, style, 'right');
      const top = this.middle(i, i);
      writeText(context, name, top.x, top.y - 0.5 * pitch - 0.6 * nameSize, style, 'center');
    });
  }

  private drawNumbers(context: CanvasRenderingContext2D, pattern: ArrayLike<number>): void {
    const { positions, pitch, numberSize } = this.look;
    const style = { size: numberSize, family: fonts.mono, weight: weights.medium };
    context.fillStyle = palette.text;
    for (let column = 0; column < positions; column++) {
      const { x, y } = this.middle(positions - 1, column);
      const share = pattern[(positions - 1) * positions + column] ?? 0;
      writeText(
        context,
        `${Math.round(100 * share)}\u00a0%`,
        x,
        y + 0.5 * pitch + 0.75 * numberSize,
        style,
        'center',
      );
    }
  }
}
