import { colorSignal, initial, signal } from '@motion-canvas/2d';
import type { ColorSignal, PossibleColor, SignalValue, SimpleSignal } from '@motion-canvas/core';
import { palette, sizes, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { mix, smooth } from './plot-scale';
import { spread } from './plot-spread';
import { nameStyle, numberStyle, textWidth, writeText } from './plot-text';

/** A frequency that is pointed out: with a colour of its own, its number, and what it reads. */
export interface StemMark {
  readonly k: number;
  readonly color: string;
}

export interface StemSpectrumProps extends PlotLayerProps {
  /** One value for each frequency, from `first` on; may follow other signals, so that the spectrum morphs. */
  readonly values: SignalValue<ArrayLike<number>>;
  /** The frequency of the first value, 1 by default. */
  readonly first?: number;
  readonly color?: SignalValue<PossibleColor>;
  /** How many stems are there, from the left; the last grows while this is a fraction. */
  readonly upTo?: SignalValue<number>;
  readonly marks?: SignalValue<readonly StemMark[]>;
  /** How far marked stems wear their colours, 0 to 1. */
  readonly lit?: SignalValue<number>;
  /** How visible the labels of marked stems are, 0 to 1. */
  readonly labelled?: SignalValue<number>;
  /** How visible the readings under the names are, 0 to 1. */
  readonly numbers?: SignalValue<number>;
  /** How a mark is named; `k` alone by default. */
  readonly name?: (k: number) => string;
  /** What is written under the name; nothing by default. It may be read from something else than what is drawn. */
  readonly reading?: (k: number, value: number) => string;
}

/** From the head of a stem to its label, and from line to line. */
const APART = 22;
const LINE = 34;
/** Room between two labels. */
const GAP = 16;

/**
 * A spectrum as stems with round heads: hundreds of them in one pass. Marked stems wear their own colour and carry a
 * label that moves with them and aside for its neighbours.
 *
 * @example
 * ```tsx
 * <StemSpectrum frame={frame} values={() => norms(step())} marks={keys} lit={1} labelled={1} reading={(_, v) => v.toFixed(2)} />
 * ```
 */
@drawnBySignals
export class StemSpectrum extends PlotLayer {
  @signal()
  declare public readonly values: SimpleSignal<ArrayLike<number>, this>;

  @initial(palette.muted)
  @colorSignal()
  declare public readonly color: ColorSignal<this>;

  @initial(Number.POSITIVE_INFINITY)
  @signal()
  declare public readonly upTo: SimpleSignal<number, this>;

  @initial([])
  @signal()
  declare public readonly marks: SimpleSignal<readonly StemMark[], this>;

  @initial(0)
  @signal()
  declare public readonly lit: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly labelled: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly numbers: SimpleSignal<number, this>;

  private readonly first: number;
  private readonly label: Required<Pick<StemSpectrumProps, 'name'>> & Pick<StemSpectrumProps, 'reading'>;

  public constructor({ first = 1, name = String, reading, ...props }: StemSpectrumProps) {
    super(props);
    this.first = first;
    this.label = reading === undefined ? { name } : { name, reading };
  }

  /** How high the head of a stem stands, in pixels of the parent; a stem outside the plot ends at its edge. */
  private headY(k: number): number {
    const i = k - this.first;
    const grown = smooth(this.upTo() - i);
    const { frame } = this;
    const y = Math.min(frame.bottom, Math.max(frame.top(), frame.yAt(this.values()[i] ?? 0)));
    return mix(frame.bottom, y, grown);
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const count = Math.min(this.values().length, Math.ceil(this.upTo()));
    const pitch = Math.abs(frame.xAt(this.first + 1) - frame.xAt(this.first));
    const style = {
      width: Math.min(7, Math.max(2, 0.3 * pitch)),
      head: Math.min(8, Math.max(3, 0.34 * pitch)),
    };
    const alpha = context.globalAlpha;
    const lit = smooth(this.lit());
    const marked = new Map(this.marks().map(({ k, color }) => [k, color]));
    const others = Array.from({ length: count }, (_, i) => this.first + i);
    context.lineCap = 'butt';
    this.drawStems(
      context,
      others.filter((k) => !marked.has(k)),
      this.color().css(),
      style,
    );
    for (const k of others.filter((other) => marked.has(other))) {
      context.globalAlpha = alpha * (1 - lit);
      this.drawStems(context, [k], this.color().css(), style);
      context.globalAlpha = alpha * lit;
      this.drawStems(context, [k], marked.get(k) ?? palette.accent, {
        ...style,
        head: style.head * (1 + 0.25 * lit),
      });
    }
    context.globalAlpha = alpha;
    context.strokeStyle = palette.line;
    context.lineWidth = strokes.hair;
    context.beginPath();
    context.moveTo(frame.left(), frame.bottom);
    context.lineTo(frame.right, frame.bottom);
    context.stroke();
    this.drawLabels(context, frame, style.head);
  }

  private drawStems(
    context: CanvasRenderingContext2D,
    ks: readonly number[],
    color: string,
    { width, head }: { readonly width: number; readonly head: number },
  ): void {
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = width;
    context.beginPath();
    for (const k of ks) {
      const x = this.frame.xAt(k);
      context.moveTo(x, this.frame.bottom);
      context.lineTo(x, this.headY(k));
    }
    context.stroke();
    context.beginPath();
    for (const k of ks) {
      const [x, y] = [this.frame.xAt(k), this.headY(k)];
      context.moveTo(x + head, y);
      context.arc(x, y, head, 0, 2 * Math.PI);
    }
    context.fill();
  }

  private drawLabels(context: CanvasRenderingContext2D, frame: PlotFrame, head: number): void {
    const labelled = smooth(this.labelled());
    if (labelled === 0) return;
    const { name, reading } = this.label;
    const numbers = reading === undefined ? 0 : smooth(this.numbers());
    const marks = this.marks().filter(({ k }) => k - this.first < this.upTo());
    const lines = marks.map(({ k }) => ({
      name: name(k),
      reading: reading?.(k, this.values()[k - this.first] ?? 0) ?? '',
    }));
    const widths = lines.map((line) =>
      Math.max(
        textWidth(context, line.name, nameStyle),
        numbers * textWidth(context, line.reading, smallNumbers),
      ),
    );
    const middles = spread(
      marks.map(({ k }) => frame.xAt(k)),
      widths.map((width) => width + GAP),
      [frame.left() - sizes.label, frame.right + 3 * sizes.label],
    );
    marks.forEach(({ k, color }, i) => {
      const [x, y] = [middles[i] ?? frame.xAt(k), this.headY(k) - head - APART];
      const { name: title = '', reading: value = '' } = lines[i] ?? {};
      context.globalAlpha = labelled;
      context.fillStyle = color;
      writeText(context, title, x, y - LINE * numbers, nameStyle, 'center');
      context.globalAlpha = labelled * numbers;
      context.fillStyle = palette.text;
      writeText(context, value, x, y, smallNumbers, 'center');
    });
  }
}

const smallNumbers = { ...numberStyle, size: sizes.small };
