import { palette } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';
import { PlotLayer, type PlotLayerProps } from './plot-layer';
import { labelStyle, numberStyle, textWidth, writeText } from './plot-text';

export interface PlotReadingProps extends PlotLayerProps {
  readonly name: string;
  readonly value: () => string;
  /** The distance from the plot's top up to the middle of the text. */
  readonly above: number;
}

/** What the x axis stands at, as a number in the margin above the plot's right end. */
@drawnBySignals
export class PlotReading extends PlotLayer {
  private readonly reading: Omit<PlotReadingProps, keyof PlotLayerProps>;

  public constructor({ name, value, above, ...props }: PlotReadingProps) {
    super(props);
    this.reading = { name, value, above };
  }

  protected override drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void {
    const { name, value, above } = this.reading;
    const [x, y] = [frame.right + 34, frame.top() - above];
    context.fillStyle = palette.muted;
    writeText(context, name, x, y, labelStyle);
    context.fillStyle = palette.text;
    writeText(context, value(), x + textWidth(context, `${name} `, labelStyle), y, numberStyle);
  }
}
