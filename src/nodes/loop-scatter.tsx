import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { type ColorMap, palette, sequential, strokes } from '../theme';
import { inTurn } from './cells';
import type { Point } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';
import { valueAt } from './wave-geometry';

export interface LoopScatterProps extends NodeProps {
  /** The two series that are drawn against each other, point by point. */
  across: SignalValue<ArrayLike<number>>;
  upward: SignalValue<ArrayLike<number>>;
  /** Pixels per unit of each. */
  unitX: number;
  unitY: number;
  /** Half the side of the square that it stands in. */
  reach: number;
  dot?: number;
  /** The colour of a point by its place in the series; one colour for all where it is a string. */
  colors?: ColorMap | string;
  /** How many of the points are there, 0 … 1. */
  shown?: SignalValue<number>;
  /** Where the points come from, and how far they are on their way: 0 there, 1 in the square. */
  from?: readonly ((n: number) => Point)[];
  merged?: SignalValue<number>;
  frame?: SignalValue<number>;
}

/**
 * Two series against each other as a cloud of dots, which is a closed loop where both are waves of one frequency.
 * All dots are one picture.
 */
@nodeName('LoopScatter')
@drawnBySignals
export class LoopScatter extends Node {
  @signal()
  declare public readonly across: SimpleSignal<ArrayLike<number>, this>;

  @signal()
  declare public readonly upward: SimpleSignal<ArrayLike<number>, this>;

  @initial(1)
  @signal()
  declare public readonly shown: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly merged: SimpleSignal<number, this>;

  @initial(1)
  @signal()
  declare public readonly frame: SimpleSignal<number, this>;

  private readonly look: Required<
    Pick<LoopScatterProps, 'unitX' | 'unitY' | 'reach' | 'dot' | 'colors' | 'from'>
  >;

  public constructor({
    unitX,
    unitY,
    reach,
    dot = 5,
    colors = sequential,
    from = [],
    ...props
  }: LoopScatterProps) {
    super(props);
    this.look = { unitX, unitY, reach, dot, colors, from };
  }

  /** Where the dot of an index is (or the place between two), in the coordinates of this node's parent. */
  public pointAt(index: number): Vector2 {
    const { unitX, unitY } = this.look;
    const [x, y] = [valueAt(this.across(), index) * unitX, -valueAt(this.upward(), index) * unitY];
    return new Vector2(x, y).transformAsPoint(this.localToParent());
  }

  protected override getCacheBBox(): BBox {
    // Dots may come from anywhere on the frame.
    const reach = this.look.from.length > 0 ? 2000 : 1.3 * this.look.reach;
    return BBox.fromSizeCentered(new Vector2(2 * reach));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const { unitX, unitY, reach, dot, colors, from } = this.look;
    const [across, upward, merged] = [this.across(), this.upward(), this.merged()];
    context.save();
    const alpha = context.globalAlpha;
    if (this.frame() > 0) {
      context.globalAlpha = alpha * this.frame();
      context.strokeStyle = palette.grid;
      context.lineWidth = Math.min(strokes.hair, 0.02 * reach);
      context.beginPath();
      context.roundRect(-reach, -reach, 2 * reach, 2 * reach, 0.06 * reach);
      context.stroke();
    }
    const count = across.length;
    for (let n = 0; n < count; n++) {
      const there = inTurn(this.shown(), n, count, 4);
      if (there <= 0) continue;
      context.globalAlpha = alpha * there;
      context.fillStyle = typeof colors === 'string' ? colors : colors.hex(0.25 + (0.75 * n) / (count - 1));
      const goal: Point = [(across[n] ?? 0) * unitX, -(upward[n] ?? 0) * unitY];
      const starts = merged < 1 && from.length > 0 ? from.map((start) => start(n)) : [goal];
      context.beginPath();
      for (const [x, y] of starts) {
        const [px, py] = [x + (goal[0] - x) * merged, y + (goal[1] - y) * merged];
        context.moveTo(px + dot, py);
        context.arc(px, py, dot, 0, 2 * Math.PI);
      }
      context.fill();
    }
    context.restore();
    super.draw(context);
  }
}
