import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { inTurn } from './cells';
import type { Point } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';
import { smooth } from './plot-scale';

/** One dot of a swarm. */
export interface SwarmDot {
  /** Where it comes from and where it goes, in pixels. */
  readonly from: Point;
  readonly to: Point;
  readonly color: string;
  /** Its radius in pixels when it is full. */
  readonly size: number;
}

export interface DotSwarmProps extends NodeProps {
  dots: readonly SwarmDot[];
  /** How full each dot is, 0 … 1: an empty one is small and pale. */
  levels: SignalValue<ArrayLike<number>>;
  /** How visible each dot is, 0 … 1; all of them by default. */
  light?: SignalValue<(n: number) => number>;
  /** How many of them have come to where they go, 0 … 1: one after the other. */
  moved?: SignalValue<number>;
}

/** What is left of the size and of the light of an empty dot. */
const EMPTY = { size: 0.55, light: 0.16 } as const;

/** So many dots are on their way at once. */
const UNDERWAY = 160;

/**
 * Many dots that fly from one place to another, in turn, and glow as full as they are. All of them are one picture.
 *
 * @example `<DotSwarm dots={neurons} levels={() => activations()} moved={flight} />`
 */
@nodeName('DotSwarm')
@drawnBySignals
export class DotSwarm extends Node {
  @signal()
  declare public readonly levels: SimpleSignal<ArrayLike<number>, this>;

  @initial(() => () => 1)
  @signal()
  declare public readonly light: SimpleSignal<(n: number) => number, this>;

  @initial(1)
  @signal()
  declare public readonly moved: SimpleSignal<number, this>;

  private readonly dots: readonly SwarmDot[];

  public constructor({ dots, ...props }: DotSwarmProps) {
    super(props);
    this.dots = dots;
  }

  /** Where a dot is now. */
  public dotAt(n: number): Point {
    const dot = this.dots[n];
    if (dot === undefined) throw new RangeError(`there is no dot ${n} among ${this.dots.length}`);
    const gone = smooth(inTurn(this.moved(), n, this.dots.length, UNDERWAY));
    return [dot.from[0] + (dot.to[0] - dot.from[0]) * gone, dot.from[1] + (dot.to[1] - dot.from[1]) * gone];
  }

  protected override getCacheBBox(): BBox {
    const points = this.dots.flatMap(({ from, to }) => [new Vector2(...from), new Vector2(...to)]);
    return points.length === 0 ? new BBox() : BBox.fromPoints(...points).expand(20);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const [levels, light] = [this.levels(), this.light()];
    context.save();
    const alpha = context.globalAlpha;
    this.dots.forEach(({ color, size }, n) => {
      const level = Math.min(1, Math.max(0, levels[n] ?? 0));
      const visible = light(n) * (EMPTY.light + (1 - EMPTY.light) * level);
      if (visible <= 0) return;
      const [x, y] = this.dotAt(n);
      context.globalAlpha = alpha * visible;
      context.fillStyle = color;
      context.beginPath();
      context.arc(x, y, size * (EMPTY.size + (1 - EMPTY.size) * level), 0, 2 * Math.PI);
      context.fill();
    });
    context.restore();
    super.draw(context);
  }
}
