import { initial, signal } from '@motion-canvas/2d';
import type { SimpleSignal } from '@motion-canvas/core';
import { palette, sizes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotCurve } from './plot-curve';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { mix } from './plot-scale';
import { spread } from './plot-spread';
import { nameStyle, numberStyle, textWidth, writeText } from './plot-text';

/** A curve whose name and reading stand beside its head. */
export interface LiveNumber {
  readonly name: string;
  readonly color: string;
  readonly curve: PlotCurve;
  readonly format: (value: number) => string;
}

export interface LiveNumbersProps extends PlotLayerProps {
  /** From top to bottom: where heads meet, the labels keep this order. */
  readonly numbers: readonly LiveNumber[];
  /** The colour behind them: that of the page, unless they stand on something else. */
  readonly plate?: string;
  /** How visible they are, 0 to 1. */
  readonly shown?: number;
}

/** From the head to its label, and between two labels. */
const APART = 34;
const GAP = 1.5 * sizes.label;
/** Around a label, so that no line runs through it. */
const PLATE = { x: 8, y: 19 } as const;

/** Names and numbers that travel with the heads of curves, move aside for each other, and stay in the plot's height. */
@drawnBySignals
export class LiveNumbers extends PlotLayer {
  @initial(1)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  private readonly numbers: readonly LiveNumber[];
  private readonly plate: string;

  public constructor({ numbers, plate = palette.background, ...props }: LiveNumbersProps) {
    super(props);
    this.numbers = numbers;
    this.plate = plate;
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    if (this.shown() <= 0) return;
    const placed = this.numbers.flatMap((number) => {
      const tip = number.curve.tip();
      return tip === undefined ? [] : [{ ...number, tip }];
    });
    const middles = spread(
      placed.map(({ tip }) => tip.y),
      placed.map(() => GAP),
      [frame.top() - PLATE.y - 4, frame.bottom],
    );
    placed.forEach(({ name, color, curve, format, tip }, i) => {
      const y = middles[i] ?? tip.y;
      const x = tip.x + APART;
      const nameWidth = name === '' ? 0 : textWidth(context, `${name} `, nameStyle);
      const reading = format(curve.reading());
      const width = nameWidth + textWidth(context, reading, numberStyle);
      context.globalAlpha = mix(0, 0.82, this.shown());
      context.fillStyle = this.plate;
      context.beginPath();
      context.roundRect(x - PLATE.x, y - PLATE.y, width + 2 * PLATE.x, 2 * PLATE.y, 8);
      context.fill();
      context.globalAlpha = this.shown();
      context.fillStyle = color;
      writeText(context, name, x, y, nameStyle);
      writeText(context, reading, x + nameWidth, y, numberStyle);
    });
  }
}
