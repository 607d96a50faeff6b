import { initial, Node, type NodeProps, nodeName, signal, vector2Signal } from '@motion-canvas/2d';
import {
  BBox,
  type PossibleVector2,
  type SignalValue,
  type SimpleSignal,
  type ThreadGenerator,
  type TimingFunction,
  tween,
  Vector2,
  type Vector2Signal,
} from '@motion-canvas/core';
import { type ColorMap, ease, fonts, palette, roles, sizes, weights } from '../theme';
import { lightness, mixOklab, parseHex, toHex } from '../theme/oklab';
import { drawnBySignals } from './drawn-by-signals';
import {
  cellCentre,
  cellGap,
  coarsestStep,
  type Look,
  lookBetween,
  type TableView,
  visibleCells,
} from './pair-table-geometry';
import { smooth } from './plot-scale';

/** How lit the pair (x, y) is: 0 dark, 1 in its colour, 2 glowing. */
export type CellLight = (x: number, y: number) => number;

const everyLit: CellLight = () => 1;

export interface PairTableProps extends NodeProps {
  /** The table has p×p cells, x to the right and y up. */
  p: number;
  /** The value of every pair at `values[x * p + y]`; negative where there is none. */
  values: ArrayLike<number>;
  colors: ColorMap;
  /** The values of the first and of the last colour: for a cyclic map [0, p]. */
  range: readonly [low: number, high: number];
  /** Pixels of the window over the table. */
  width: SignalValue<number>;
  height: SignalValue<number>;
  /** Pixels of a cell. Where they are large enough, the cells show their numbers. */
  cell: SignalValue<number>;
  /** The place of the table in the window's middle, in cells. */
  focus: SignalValue<PossibleVector2>;
  /** How many rows are there, from y = 0 up; 2.5 is two rows and the third up to its half. Default: all. */
  filled?: SignalValue<number>;
  /** How lit each cell is; may read signals. Default: all in their colours. */
  light?: SignalValue<CellLight>;
  /** Opacity of the question mark that a dark cell shows instead of its number. */
  asking?: SignalValue<number>;
  /** Opacity of the numbers of x and y along the window's lower and left edge. */
  rulers?: SignalValue<number>;
}

/** How finely the light of a cell is told: the eye sees no more in so small a thing. */
const LEVELS = 12;
/** Pixels of a cell from which on its number is there, and is there in full. */
const READABLE = { from: 58, full: 74 } as const;
/** Pixels between two written numbers of a ruler from which on the finer one is there, and is there in full. */
const RULED = { from: 44, full: 62 } as const;
const DARK = parseHex(palette.panel);
const GLOW = parseHex(palette.accent);
/** A colour below this lightness carries light ink. */
const HALF_LIGHT = 0.6;

/**
 * The table of all pairs through a window that can be moved and zoomed, down to cells that are read one by one.
 * Thousands of cells are drawn in one pass, colour by colour.
 *
 * @example `<PairTable p={113} values={answers} colors={cyclic} range={[0, 113]} width={791} height={791} cell={7} focus={[56, 56]} />`
 */
@nodeName('PairTable')
@drawnBySignals
export class PairTable extends Node {
  @initial(800) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(800) @signal() declare public readonly height: SimpleSignal<number, this>;
  @initial(7) @signal() declare public readonly cell: SimpleSignal<number, this>;
  @vector2Signal('focus') declare public readonly focus: Vector2Signal<this>;
  @initial(Number.POSITIVE_INFINITY) @signal() declare public readonly filled: SimpleSignal<number, this>;
  @initial(() => everyLit) @signal() declare public readonly light: SimpleSignal<CellLight, this>;
  @initial(0) @signal() declare public readonly asking: SimpleSignal<number, this>;
  @initial(0) @signal() declare public readonly rulers: SimpleSignal<number, this>;

  private readonly p: number;
  private readonly values: ArrayLike<number>;
  /** A place in `shades` for every distinct value, and the colours of that value from dark to glowing. */
  private readonly shadeOf = new Map<number, number>();
  private readonly shades: string[][] = [];
  /** The ink that is read on a lit cell of each value. */
  private readonly inks: string[] = [];

  public constructor({ p, values, colors, range, ...props }: PairTableProps) {
    super(props);
    this.p = p;
    this.values = values;
    const [low, high] = range;
    for (const value of new Set(Array.from(values))) {
      const color = colors.rgb((value - low) / (high - low));
      this.shadeOf.set(value, this.shades.length);
      this.inks.push(lightness(color) < HALF_LIGHT ? palette.text : palette.background);
      this.shades.push(
        Array.from({ length: 2 * LEVELS + 1 }, (_, level) => {
          const light = level / LEVELS;
          return toHex(
            light <= 1 ? mixOklab(DARK, color, value < 0 ? 0 : light) : mixOklab(color, GLOW, light - 1),
          );
        }),
      );
    }
  }

  /** The middle of cell (x, y) in the coordinates of this node's parent. */
  public at(x: number, y: number): Vector2 {
    const centre = cellCentre(this.window(), x, y);
    return new Vector2(centre.x, centre.y).transformAsPoint(this.localToParent());
  }

  /** Moves and zooms the window; its new middle comes nearer at every moment of the way. */
  public *look(to: Look, seconds: number, timing: TimingFunction = ease.glide): ThreadGenerator {
    const from = this.window();
    yield* tween(seconds, (t) => {
      const { cell, focus } = lookBetween(from, to, timing(t));
      this.cell(cell);
      this.focus(new Vector2(...focus));
    });
  }

  private window(): TableView {
    const { x, y } = this.focus();
    return { p: this.p, width: this.width(), height: this.height(), cell: this.cell(), focus: [x, y] };
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.width(), this.height())).expand(4 * sizes.small);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const view = this.window();
    context.save();
    context.beginPath();
    context.rect(-view.width / 2, -view.height / 2, view.width, view.height);
    context.clip();
    this.drawCells(context, view);
    const readable = smooth((view.cell - READABLE.from) / (READABLE.full - READABLE.from));
    if (readable > 0) this.writeValues(context, view, readable);
    context.restore();
    if (this.rulers() > 0) this.drawRulers(context, view);
    super.draw(context);
  }

  /** Cells are gathered by colour first: to change the colour costs more than to fill a cell. */
  private drawCells(context: CanvasRenderingContext2D, view: TableView): void {
    const { columns, rows } = visibleCells(view);
    const filled = this.filled();
    const light = this.light();
    const levels = 2 * LEVELS + 1;
    const cells: number[][] = [];
    for (let y = rows.first; y <= rows.last && y < filled; y++) {
      const until = (filled - y) * this.p;
      for (let x = columns.first; x <= columns.last && x < until; x++) {
        const shade = this.shadeOf.get(this.values[x * this.p + y] ?? Number.NaN);
        if (shade === undefined) continue;
        const level = Math.round(LEVELS * Math.min(2, Math.max(0, light(x, y))));
        const group = shade * levels + level;
        const gathered = cells[group] ?? [];
        gathered.push(x, y);
        cells[group] = gathered;
      }
    }
    const size = view.cell - cellGap(view.cell);
    const radius = Math.min(10, 0.12 * size);
    cells.forEach((gathered, group) => {
      context.fillStyle = this.shades[Math.floor(group / levels)]?.[group % levels] ?? palette.panel;
      for (let i = 0; i < gathered.length; i += 2) {
        const centre = cellCentre(view, gathered[i] ?? 0, gathered[i + 1] ?? 0);
        const [left, top] = [centre.x - size / 2, centre.y - size / 2];
        if (radius < 2) {
          context.fillRect(left, top, size, size);
          continue;
        }
        context.beginPath();
        context.roundRect(left, top, size, size, radius);
        context.fill();
      }
    });
  }

  private writeValues(context: CanvasRenderingContext2D, view: TableView, readable: number): void {
    const { columns, rows } = visibleCells(view);
    const [filled, light, asking] = [this.filled(), this.light(), this.asking()];
    const alpha = context.globalAlpha * readable;
    context.font = `${weights.medium} ${Math.max(sizes.small, 0.36 * view.cell)}px "${fonts.mono}"`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (let y = rows.first; y <= rows.last && y < filled; y++) {
      for (let x = columns.first; x <= columns.last && x < (filled - y) * this.p; x++) {
        const lit = Math.min(1, Math.max(0, light(x, y)));
        const value = this.values[x * this.p + y] ?? -1;
        const ink = this.inks[this.shadeOf.get(value) ?? -1] ?? palette.text;
        const centre = cellCentre(view, x, y);
        // A number on a lit cell; on a dark one a question, or nothing.
        const write = (text: string, color: string, opacity: number) => {
          if (opacity <= 0.01) return;
          context.globalAlpha = alpha * opacity;
          context.fillStyle = color;
          context.fillText(text, centre.x, centre.y + 1);
        };
        write('?', palette.muted, asking * smooth(1 - 2 * lit));
        if (value >= 0) write(String(value), ink, smooth(2 * lit - 1));
      }
    }
  }

  private drawRulers(context: CanvasRenderingContext2D, view: TableView): void {
    const { columns, rows } = visibleCells(view);
    const alpha = context.globalAlpha * this.rulers();
    context.save();
    context.font = `${sizes.small}px "${fonts.mono}"`;
    context.textBaseline = 'middle';
    // Along the edges of the window, or of the table where that is smaller.
    const corner = cellCentre(view, -0.5, -0.5);
    const [left, bottom] = [Math.max(-view.width / 2, corner.x), Math.min(view.height / 2, corner.y)];
    const ruled = (n: number) =>
      smooth((coarsestStep(n) * view.cell - RULED.from) / (RULED.full - RULED.from));
    /** A number fades as its cell leaves the window, and is gone when half of that is out. */
    const inside = (at: number, extent: number) => smooth((extent - 2 * Math.abs(at)) / view.cell);
    context.fillStyle = roles.x;
    context.textAlign = 'center';
    for (let x = columns.first; x <= columns.last; x++) {
      const { x: at } = cellCentre(view, x, 0);
      context.globalAlpha = alpha * ruled(x) * inside(at, view.width);
      if (context.globalAlpha > 0) context.fillText(String(x), at, bottom + 28);
    }
    context.fillStyle = roles.y;
    context.textAlign = 'right';
    for (let y = rows.first; y <= rows.last; y++) {
      const { y: at } = cellCentre(view, 0, y);
      context.globalAlpha = alpha * ruled(y) * inside(at, view.height);
      if (context.globalAlpha > 0) context.fillText(String(y), left - 16, at);
    }
    context.restore();
  }
}
