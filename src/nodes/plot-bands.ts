import { initial, signal } from '@motion-canvas/2d';
import type { SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { mix, smooth } from './plot-scale';
import { spread } from './plot-spread';
import { nameStyle, textWidth, writeText } from './plot-text';

/** A stretch of the x axis that has a name. */
export interface Band {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly color: string;
  /** How strongly it tints the plot, 0 to 1. */
  readonly tint: number;
}

export interface PlotBandsProps extends PlotLayerProps {
  readonly bands: readonly Band[];
  /** How many bands are there, from left to right: 1.5 is the first and half of the second. */
  readonly shown?: number | (() => number);
  /** The distance from the plot's top to the middle of the names; no names by default. */
  readonly namesAbove?: number;
}

/** Height of the solid edge above the plot. */
const EDGE = 6;
/** Room between two names. */
const NAME_APART = 36;

/** Stretches of the x axis as tinted bands behind the curves, with their names above the plot. */
@drawnBySignals
export class PlotBands extends PlotLayer {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  private readonly bands: readonly Band[];
  private readonly namesAbove: number | undefined;

  public constructor({ bands, namesAbove, ...props }: PlotBandsProps) {
    super(props);
    this.bands = bands;
    this.namesAbove = namesAbove;
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const names = spread(
      this.bands.map(({ from, to }) => (frame.xAt(from) + frame.xAt(to)) / 2),
      this.bands.map(({ name }) => textWidth(context, name, nameStyle) + NAME_APART),
      [frame.left(), frame.right],
    );
    this.bands.forEach((band, i) => {
      const here = smooth(this.shown() - i);
      if (here === 0) return;
      const from = frame.xAt(band.from);
      const to = mix(from, frame.xAt(band.to), here);
      context.fillStyle = band.color;
      context.globalAlpha = band.tint * here;
      context.fillRect(from, frame.top(), to - from, frame.height());
      context.globalAlpha = 0.8 * here;
      context.fillRect(from, frame.top() - EDGE, to - from, EDGE);
      context.globalAlpha = 0.6 * here;
      context.strokeStyle = palette.line;
      context.lineWidth = strokes.hair;
      context.setLineDash([4, 8]);
      context.beginPath();
      context.moveTo(to, frame.top());
      context.lineTo(to, frame.bottom);
      context.stroke();
      if (this.namesAbove === undefined) return;
      context.globalAlpha = here;
      writeText(context, band.name, names[i] ?? from, frame.top() - this.namesAbove, nameStyle, 'center');
    });
  }
}
