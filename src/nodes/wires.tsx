import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { palette, strokes } from '../theme';
import type { Point } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';
import { partOfPath } from './wire-geometry';

/** A line along which values go. */
export interface Wire {
  /** Its corners, from where it comes to where it goes. */
  readonly path: readonly Point[];
  readonly color: string;
  /** How strongly it is drawn, 0 … 1. */
  readonly strength?: number;
}

export interface WiresProps extends NodeProps {
  wires: SignalValue<readonly Wire[]>;
  lineWidth?: number;
  /** How much of every wire is drawn, 0 … 1. */
  drawn?: SignalValue<number>;
  /** Where along the wires a bright stretch is, from 0 (not yet) to 1 (has passed). */
  pulse?: SignalValue<number>;
  /** Whether each wire ends in an arrow head. */
  heads?: boolean;
}

/** The part of a wire that is bright at a time. */
const BRIGHT = 0.3;

/** Many wires as one picture; a pulse runs along all of them at once. */
@nodeName('Wires')
@drawnBySignals
export class Wires extends Node {
  @signal()
  declare public readonly wires: SimpleSignal<readonly Wire[], this>;

  @initial(1)
  @signal()
  declare public readonly drawn: SimpleSignal<number, this>;

  @initial(0)
  @signal()
  declare public readonly pulse: SimpleSignal<number, this>;

  private readonly lineWidth: number;
  private readonly heads: boolean;

  public constructor({ lineWidth = strokes.hair, heads = false, ...props }: WiresProps) {
    super(props);
    this.lineWidth = lineWidth;
    this.heads = heads;
  }

  protected override getCacheBBox(): BBox {
    const points = this.wires().flatMap(({ path }) => path);
    if (points.length === 0) return new BBox();
    return BBox.fromPoints(...points.map(([x, y]) => new Vector2(x, y))).expand(20);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [drawn, pulse] = [this.drawn(), this.pulse()];
    context.save();
    context.lineWidth = this.lineWidth;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    const alpha = context.globalAlpha;
    if (drawn > 0) {
      for (const { path, color, strength = 1 } of this.wires()) {
        context.globalAlpha = alpha * strength;
        context.strokeStyle = color;
        context.fillStyle = color;
        this.trace(context, partOfPath(path, 0, drawn));
        if (this.heads && drawn > 0.98) this.drawHead(context, path);
      }
    }
    if (pulse > 0 && pulse < 1) {
      const head = pulse * (1 + BRIGHT);
      context.strokeStyle = palette.accent;
      context.lineWidth = 1.5 * this.lineWidth;
      for (const { path, strength = 1 } of this.wires()) {
        context.globalAlpha = alpha * Math.min(1, 0.25 + strength);
        this.trace(context, partOfPath(path, Math.max(0, head - BRIGHT), Math.min(1, head)));
      }
    }
    context.restore();
    super.draw(context);
  }

  private trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
    if (points.length < 2) return;
    context.beginPath();
    for (const [x, y] of points) context.lineTo(x, y);
    context.stroke();
  }

  private drawHead(context: CanvasRenderingContext2D, path: readonly Point[]): void {
    const [before, end] = [path.at(-2), path.at(-1)];
    if (before === undefined || end === undefined) return;
    const angle = Math.atan2(end[1] - before[1], end[0] - before[0]);
    const size = 5 * this.lineWidth;
    context.save();
    context.translate(...end);
    context.rotate(angle);
    context.beginPath();
    context.moveTo(this.lineWidth, 0);
    context.lineTo(-size, 0.5 * size);
    context.lineTo(-size, -0.5 * size);
    context.closePath();
    context.fill();
    context.restore();
  }
}
