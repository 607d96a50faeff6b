import { initial, Node, type NodeProps, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import { fonts, palette, sizes, strokes } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { indexToX, residueTicks } from './wave-geometry';

export interface ResidueAxisProps extends NodeProps {
  /** How many residues: the axis runs from 0 to p−1. */
  count: number;
  /** Pixels from 0 to p−1. */
  width: SignalValue<number>;
}

/** A horizontal axis of residues with its labels below it; the node's origin is the middle of the line. */
@drawnBySignals
export class ResidueAxis extends Node {
  @initial(0)
  @signal()
  declare public readonly width: SimpleSignal<number, this>;

  private readonly count: number;

  public constructor({ count, ...props }: ResidueAxisProps) {
    super(props);
    this.count = count;
  }

  protected override getCacheBBox(): BBox {
    const margin = 2 * sizes.small;
    return new BBox(-this.width() / 2 - margin, -margin, this.width() + 2 * margin, 3 * margin);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const width = this.width();
    context.save();
    context.strokeStyle = palette.line;
    context.fillStyle = palette.muted;
    context.lineWidth = strokes.hair;
    context.font = `${sizes.small}px "${fonts.sans}"`;
    context.textAlign = 'center';
    context.textBaseline = 'top';
    context.beginPath();
    context.moveTo(-width / 2, 0);
    context.lineTo(width / 2, 0);
    for (const n of residueTicks(this.count)) {
      const x = indexToX({ count: this.count, width, unit: 1 }, n);
      context.moveTo(x, 0);
      context.lineTo(x, 8);
      context.fillText(String(n), x, 14);
    }
    context.stroke();
    context.restore();
    super.draw(context);
  }
}
