import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type ColorMap, diverging, fonts, palette, sizes, strokes, weights } from '../theme';
import { inTurn, placeOf, type Slot, slotOffset } from './cells';
import { drawnBySignals } from './drawn-by-signals';
import { textWidth, writeText } from './plot-text';

export interface CellVectorProps extends NodeProps {
  /** All entries, shown or not. */
  values: SignalValue<ArrayLike<number>>;
  /** Which entries are shown; see `firstAndLast` and `aroundOne`. */
  slots: SignalValue<readonly Slot[]>;
  /** The values of the first and of the last colour. */
  range: readonly [low: number, high: number];
  colors?: ColorMap;
  /** Whether the cells stand below each other or beside each other. */
  along?: 'down' | 'right';
  /** Pixels from cell to cell, and across. */
  pitch: number;
  across: number;
  /** How much of the empty cells is there, and how many of them have lit up: 0 … 1, one after the other. */
  shown?: SignalValue<number>;
  lit?: SignalValue<number>;
  /** What stands beside a cell (before it: at the left or above). */
  label?: (index: number) => string;
  labelSide?: 'before' | 'after';
  labelSize?: number;
  labelColor?: (index: number) => string;
  labels?: SignalValue<number>;
  /** The entry with a frame around it, and how visible the frame is. */
  marked?: SignalValue<number>;
  mark?: SignalValue<number>;
  markColor?: string;
}

/**
 * A vector as a row of cells, coloured by its values, drawn as one picture. Of a long vector only some cells are
 * shown: three dots stand for the rest.
 *
 * @example `<CellVector values={residual} slots={firstAndLast(128, 12)} range={[-1, 1]} pitch={34} across={34} />`
 */
@nodeName('CellVector')
@drawnBySignals
export class CellVector extends Node {
  @signal()
  declare public readonly values: SimpleSignal<ArrayLike<number>, this>;

  @signal()
  declare public readonly slots: SimpleSignal<readonly Slot[], this>;

  @initial(1)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly lit: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly labels: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly marked: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly mark: SimpleSignal<number, this>;

  private readonly look: Required<
    Pick<
      CellVectorProps,
      'range' | 'colors' | 'along' | 'pitch' | 'across' | 'labelSide' | 'labelSize' | 'markColor'
    >
  >;
  private readonly label: (index: number) => string;
  private readonly labelColor: (index: number) => string;

  public constructor({
    range,
    colors = diverging,
    along = 'down',
    pitch,
    across,
    label = String,
    labelSide = 'before',
    labelSize = sizes.small,
    labelColor = () => palette.muted,
    markColor = palette.accent,
    ...props
  }: CellVectorProps) {
    super(props);
    this.look = { range, colors, along, pitch, across, labelSide, labelSize, markColor };
    this.label = label;
    this.labelColor = labelColor;
  }

  /** The middle of an entry's cell (or of the ellipsis that stands for it), in the coordinates of the parent. */
  public cellAt(index: number): Vector2 {
    return this.middle(placeOf(this.slots(), index)).transformAsPoint(this.localToParent());
  }

  /** Pixels from the first edge to the last, along the row. */
  public get length(): number {
    return this.slots().length * this.look.pitch;
  }

  /** The entries that are shown. */
  public get indices(): readonly number[] {
    return this.slots().filter((slot) => slot !== null);
  }

  private middle(place: number): Vector2 {
    const offset = slotOffset(this.slots(), place, this.look.pitch);
    return this.look.along === 'down' ? new Vector2(0, offset) : new Vector2(offset, 0);
  }

  protected override getCacheBBox(): BBox {
    const margin = 4 * this.look.labelSize;
    const { along, across } = this.look;
    const size = along === 'down' ? new Vector2(across, this.length) : new Vector2(this.length, across);
    return BBox.fromSizeCentered(size.add(2 * margin));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const slots = this.slots();
    const values = this.values();
    const [shown, lit] = [this.shown(), this.lit()];
    context.save();
    const alpha = context.globalAlpha;
    for (const [place, slot] of slots.entries()) {
      const there = inTurn(shown, place, slots.length);
      if (there <= 0) continue;
      context.globalAlpha = alpha * there;
      const { x, y } = this.middle(place);
      if (slot === null) this.drawDots(context, x, y);
      else this.drawCell(context, x, y, values[slot] ?? 0, alpha * there, inTurn(lit, place, slots.length));
    }
    context.globalAlpha = alpha;
    if (this.labels() > 0) this.drawLabels(context, alpha);
    if (this.mark() > 0) this.drawMark(context, alpha);
    context.restore();
    super.draw(context);
  }

  private drawCell(
    context: CanvasRenderingContext2D,
    x: number,
    y: number,
    value: number,
    alpha: number,
    lit: number,
  ): void {
    const { colors, range, pitch } = this.look;
    const [low, high] = range;
    // Cells that are a few pixels small touch each other; larger ones have a gap and round corners.
    const gap = pitch > 12 ? Math.min(4, 0.12 * pitch) : 0;
    this.box(context, x, y, gap);
    context.fillStyle = palette.panel;
    context.fill();
    if (lit > 0) {
      context.globalAlpha = alpha * lit;
      context.fillStyle = colors.hex((value - low) / (high - low));
      context.fill();
      context.globalAlpha = alpha;
    }
    if (gap === 0) return;
    context.strokeStyle = palette.grid;
    context.lineWidth = Math.min(strokes.hair, 0.06 * pitch);
    context.stroke();
  }

  private box(context: CanvasRenderingContext2D, x: number, y: number, gap: number): void {
    const { along, pitch, across } = this.look;
    const [width, height] = along === 'down' ? [across - gap, pitch - gap] : [pitch - gap, across - gap];
    context.beginPath();
    context.roundRect(x - width / 2, y - height / 2, width, height, gap > 0 ? Math.min(6, 0.15 * pitch) : 0);
  }

  private drawDots(context: CanvasRenderingContext2D, x: number, y: number): void {
    const { along, pitch } = this.look;
    const radius = 0.07 * pitch;
    context.fillStyle = palette.muted;
    context.beginPath();
    for (const n of [-1, 0, 1]) {
      const [dx, dy] = along === 'down' ? [0, 0.24 * pitch * n] : [0.24 * pitch * n, 0];
      context.moveTo(x + dx + radius, y + dy);
      context.arc(x + dx, y + dy, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }

  private drawLabels(context: CanvasRenderingContext2D, alpha: number): void {
    const slots = this.slots();
    const { along, across, labelSide, labelSize } = this.look;
    const side = labelSide === 'before' ? -1 : 1;
    const style = { size: labelSize, family: fonts.mono, weight: weights.regular };
    for (const [place, slot] of slots.entries()) {
      if (slot === null) continue;
      const { x, y } = this.middle(place);
      const visible = alpha * this.labels() * inTurn(this.shown(), place, slots.length);
      const apart = across / 2 + 0.4 * labelSize;
      const text = this.label(slot);
      context.globalAlpha = visible;
      if (along === 'right') {
        context.fillStyle = this.labelColor(slot);
        writeText(context, text, x, y + side * (apart + 0.35 * labelSize), style, 'center');
        continue;
      }
      // A plate, so that no wire runs through it.
      const width = textWidth(context, text, style);
      const left = x + side * apart - (side < 0 ? width : 0);
      context.globalAlpha = 0.85 * visible;
      context.fillStyle = palette.background;
      context.fillRect(left - 3, y - 0.55 * labelSize, width + 6, 1.1 * labelSize);
      context.globalAlpha = visible;
      context.fillStyle = this.labelColor(slot);
      writeText(context, text, left, y, style);
    }
  }

  private drawMark(context: CanvasRenderingContext2D, alpha: number): void {
    const { pitch, markColor } = this.look;
    const { x, y } = this.middle(placeOf(this.slots(), this.marked()));
    context.globalAlpha = alpha * this.mark();
    context.strokeStyle = markColor;
    context.lineWidth = Math.max(strokes.hair, Math.min(strokes.curve, 0.1 * pitch));
    this.box(context, x, y, -Math.min(4, 0.12 * pitch));
    context.stroke();
  }
}
