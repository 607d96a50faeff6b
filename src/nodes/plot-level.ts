import { initial, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { smooth } from './plot-scale';
import { labelStyle, writeText } from './plot-text';

export interface PlotLevelProps extends PlotLayerProps {
  /** The value of the y axis; may follow other signals. */
  readonly value: SignalValue<number>;
  /** What it is, written to the right of the plot. */
  readonly text: string;
  readonly shown?: number;
}

/** A dashed line across a plot at a value to compare with. */
@drawnBySignals
export class PlotLevel extends PlotLayer {
  @initial(0)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @signal()
  declare public readonly value: SimpleSignal<number, this>;

  private readonly text: string;

  public constructor({ text, ...props }: PlotLevelProps) {
    super(props);
    this.text = text;
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const shown = smooth(this.shown());
    if (shown === 0) return;
    const y = frame.yAt(this.value());
    context.globalAlpha = shown;
    context.strokeStyle = palette.muted;
    context.lineWidth = strokes.hair;
    context.setLineDash([14, 10]);
    context.beginPath();
    context.moveTo(frame.left(), y);
    context.lineTo(frame.left() + shown * frame.width(), y);
    context.stroke();
    context.fillStyle = palette.muted;
    // The row below the plot belongs to the labels of the x axis.
    writeText(context, this.text, frame.right + 34, Math.min(y, frame.bottom - 16), labelStyle);
  }
}
