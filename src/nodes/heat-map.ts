import { computed, initial, Node, type NodeProps, nodeName, signal, vector2Signal } from '@motion-canvas/2d';
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
import { type ColorMap, ease, fonts, palette, sequential, sizes, weights } from '../theme';
import { lightness } from '../theme/oklab';
import { drawnBySignals } from './drawn-by-signals';
import {
  cellCentre,
  cellGap,
  type Look,
  lookBetween,
  type TableView,
  visibleCells,
} from './pair-table-geometry';
import { smooth } from './plot-scale';

/** What a cell says when it is large enough: two lines, dark on a bright cell and bright on a dark one. */
export interface CellText {
  readonly above: string;
  readonly below: string;
}

export interface HeatMapProps extends NodeProps {
  /** The map has p×p cells, x to the right and y up. */
  p: number;
  /** The value at (x, y) stands at `values[x * p + y]`; may follow other signals. */
  values: SignalValue<ArrayLike<number>>;
  /** The values of the first and the last colour. */
  range: SignalValue<readonly [low: number, high: number]>;
  colors?: ColorMap;
  /** Pixels of the window over the map. */
  width: SignalValue<number>;
  height: SignalValue<number>;
  /** Pixels of a cell, and the place of the map in the window's middle, in cells. */
  cell: SignalValue<number>;
  focus: SignalValue<PossibleVector2>;
  /** What the cells say where they can be read. */
  text?: (x: number, y: number) => CellText;
}

/** Pixels of a cell from which on its text is there, and is there in full. */
const READABLE = { from: 118, full: 148 } as const;
/** From this size on cells are drawn one by one, with gaps: below it, as one picture. */
const SINGLE = 24;
/** A colour above this lightness carries dark ink. */
const BRIGHT = 0.6;

/**
 * Values over all pairs as colours, through a window that can be moved and zoomed until single cells are read.
 * The map is one small picture, scaled without smoothing; a `ColorBar` beside it says what the colours stand for.
 *
 * @example `<HeatMap p={113} values={logit} range={[-10, 30]} width={678} height={678} cell={6} focus={[56, 56]} />`
 */
@nodeName('HeatMap')
@drawnBySignals
export class HeatMap extends Node {
  @signal() declare public readonly values: SimpleSignal<ArrayLike<number>, this>;
  @initial([0, 1]) @signal() declare public readonly range: SimpleSignal<readonly [number, number], this>;
  @initial(sequential) @signal() declare public readonly colors: SimpleSignal<ColorMap, this>;
  @initial(600) @signal() declare public readonly width: SimpleSignal<number, this>;
  @initial(600) @signal() declare public readonly height: SimpleSignal<number, this>;
  @initial(6) @signal() declare public readonly cell: SimpleSignal<number, this>;
  @vector2Signal('focus') declare public readonly focus: Vector2Signal<this>;

  private readonly p: number;
  private readonly text: ((x: number, y: number) => CellText) | undefined;
  private readonly picture: OffscreenCanvas;

  public constructor({ p, text, ...props }: HeatMapProps) {
    super(props);
    this.p = p;
    this.text = text;
    this.picture = new OffscreenCanvas(p, p);
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

  /** The middle of cell (x, y) in the coordinates of this node's parent. */
  public at(x: number, y: number): Vector2 {
    const centre = cellCentre(this.window(), x, y);
    return new Vector2(centre.x, centre.y).transformAsPoint(this.localToParent());
  }

  private window(): TableView {
    const { x, y } = this.focus();
    return { p: this.p, width: this.width(), height: this.height(), cell: this.cell(), focus: [x, y] };
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(this.width(), this.height()));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const view = this.window();
    context.save();
    context.beginPath();
    context.rect(-view.width / 2, -view.height / 2, view.width, view.height);
    context.clip();
    if (view.cell < SINGLE) this.drawWhole(context, view);
    else this.drawCells(context, view);
    context.restore();
    super.draw(context);
  }

  /** The colour of a value. */
  private shade(value: number): readonly [r: number, g: number, b: number] {
    const [low, high] = this.range();
    return this.colors().rgb((value - low) / (high - low));
  }

  /** One pixel for each cell, y up; painted again only when values or colours change. */
  @computed()
  private painted(): OffscreenCanvas {
    const { p, picture } = this;
    const values = this.values();
    const image = new ImageData(p, p);
    for (let x = 0; x < p; x++) {
      for (let y = 0; y < p; y++) {
        const at = 4 * ((p - 1 - y) * p + x);
        this.shade(values[x * p + y] ?? Number.NaN).forEach((part, i) => {
          image.data[at + i] = Math.round(255 * part);
        });
        image.data[at + 3] = 255;
      }
    }
    const context = picture.getContext('2d');
    if (context === null) throw new Error('the browser made no 2-D canvas for the heat map');
    context.putImageData(image, 0, 0);
    return picture;
  }

  private drawWhole(context: CanvasRenderingContext2D, view: TableView): void {
    const { x: left } = cellCentre(view, -0.5, 0);
    const { y: top } = cellCentre(view, 0, this.p - 0.5);
    const side = this.p * view.cell;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.painted(), left, top, side, side);
  }

  private drawCells(context: CanvasRenderingContext2D, view: TableView): void {
    const { columns, rows } = visibleCells(view);
    const values = this.values();
    // The gap opens as the cells grow, so that nothing jumps where the picture gives way to cells.
    const gap = cellGap(view.cell) * smooth((view.cell - SINGLE) / (2 * SINGLE));
    const side = view.cell - gap + (gap === 0 ? 0.5 : 0);
    const readable = smooth((view.cell - READABLE.from) / (READABLE.full - READABLE.from));
    const alpha = context.globalAlpha;
    for (let x = columns.first; x <= columns.last; x++) {
      for (let y = rows.first; y <= rows.last; y++) {
        const color = this.shade(values[x * this.p + y] ?? Number.NaN);
        const centre = cellCentre(view, x, y);
        context.globalAlpha = alpha;
        context.fillStyle = `rgb(${color.map((part) => Math.round(255 * part)).join(' ')})`;
        context.beginPath();
        context.roundRect(centre.x - side / 2, centre.y - side / 2, side, side, 1.6 * gap);
        context.fill();
        if (readable === 0 || this.text === undefined) continue;
        context.globalAlpha = alpha * readable * whole(centre, view);
        const bright = lightness(color) > BRIGHT;
        this.write(context, this.text(x, y), centre, bright);
      }
    }
  }

  private write(
    context: CanvasRenderingContext2D,
    { above, below }: CellText,
    centre: { readonly x: number; readonly y: number },
    bright: boolean,
  ): void {
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    context.fillStyle = bright ? palette.background : palette.text;
    context.font = `${weights.regular} ${sizes.small}px "${fonts.mono}"`;
    context.fillText(above, centre.x, centre.y - 20);
    context.font = `${weights.medium} ${sizes.body}px "${fonts.mono}"`;
    context.fillText(below, centre.x, centre.y + 22);
  }
}

/** How much of a cell's text is shown: none of it is where the window's edge would cut through it. */
function whole(
  centre: { readonly x: number; readonly y: number },
  { width, height, cell }: TableView,
): number {
  const inside = (at: number, extent: number) => smooth((extent - 2 * Math.abs(at)) / cell - 0.6);
  return Math.min(inside(centre.x, width), inside(centre.y, height));
}
