import { Node, type NodeProps } from '@motion-canvas/2d';
import { BBox } from '@motion-canvas/core';
import { drawnBySignals } from './drawn-by-signals';
import type { PlotFrame } from './plot-frame';

export interface PlotLayerProps extends NodeProps {
  /** The plot that this is drawn in; its pixels are those of this node's parent. */
  readonly frame: PlotFrame;
}

/** How far labels may stand outside a plot, in pixels. */
const MARGIN = 400;

/** What is drawn in a plot: everything in one pass over the canvas, because plots have many small parts. */
@drawnBySignals
export abstract class PlotLayer extends Node {
  protected readonly frame: PlotFrame;

  public constructor({ frame, ...props }: PlotLayerProps) {
    super(props);
    this.frame = frame;
  }

  /** What the node may cover: without this, a half transparent one would be cut to nothing. */
  protected override getCacheBBox(): BBox {
    const { left, top, width, height } = this.frame;
    return new BBox(left(), top(), width(), height()).expand(MARGIN);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    context.save();
    this.drawPlot(context, this.frame);
    context.restore();
    super.draw(context);
  }

  /** Draws in the parent's pixels; whatever it changes in the context is undone afterwards. */
  protected abstract drawPlot(context: CanvasRenderingContext2D, frame: PlotFrame): void;
}
