import { initial, Node, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import { BBox, type SignalValue, type SimpleSignal } from '@motion-canvas/core';
import { type ColorMap, fonts, palette, sizes } from '../theme';
import { onDial, TURN } from './clock-geometry';
import { drawnBySignals } from './drawn-by-signals';

export interface ColorRingProps extends NodeProps {
  /** A map that ends where it begins. */
  colors: ColorMap;
  /** So many numbers stand round the ring, each with a colour of its own. */
  count: number;
  /** The numbers that are written beside it. */
  labelled?: readonly number[];
  /** Pixels from the centre to the middle of the band, and its width. */
  radius: SignalValue<number>;
  thickness?: SignalValue<number>;
  /** How many of the numbers have their colour, from 0 on. Default: all. */
  drawn?: SignalValue<number>;
  /** Opacity of the written numbers. */
  labels?: SignalValue<number>;
}

/** From the band to the middle of a number, in pixels. */
const APART = 34;

/**
 * What the colours of a cyclic quantity stand for: a clock face whose rim wears them. The colour bar of what goes round.
 *
 * @example `<ColorRing colors={cyclic} count={113} labelled={residueTicks(113)} radius={180} />`
 */
@nodeName('ColorRing')
@drawnBySignals
export class ColorRing extends Node {
  @initial(180) @signal() declare public readonly radius: SimpleSignal<number, this>;
  @initial(30) @signal() declare public readonly thickness: SimpleSignal<number, this>;
  @initial(Number.POSITIVE_INFINITY) @signal() declare public readonly drawn: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly labels: SimpleSignal<number, this>;

  private readonly colors: ColorMap;
  private readonly count: number;
  private readonly labelled: readonly number[];

  public constructor({ colors, count, labelled = [], ...props }: ColorRingProps) {
    super(props);
    this.colors = colors;
    this.count = count;
    this.labelled = labelled;
  }

  protected override getCacheBBox(): BBox {
    const reach = this.radius() + this.thickness() + 2 * APART;
    return new BBox(-reach, -reach, 2 * reach, 2 * reach);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const { count } = this;
    const step = TURN / count;
    const drawn = Math.min(count, this.drawn());
    context.save();
    context.lineWidth = this.thickness();
    for (let n = 0; n < drawn; n++) {
      const to = n + Math.min(1, drawn - n) - 0.5;
      context.strokeStyle = this.colors.hex(n / count);
      context.beginPath();
      // Each begins a hair before its place, under the end of the one before: no seam between two colours.
      const overlap = n > 0 || drawn === count ? 0.004 : 0;
      context.arc(0, 0, this.radius(), (0.5 - n) * step + overlap, -to * step, true);
      context.stroke();
    }
    this.writeNumbers(context);
    context.restore();
    super.draw(context);
  }

  private writeNumbers(context: CanvasRenderingContext2D): void {
    if (this.labels() <= 0) return;
    context.globalAlpha *= this.labels();
    context.fillStyle = palette.muted;
    context.font = `${sizes.small}px "${fonts.mono}"`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const n of this.labelled) {
      const [x, y] = onDial((n * TURN) / this.count, this.radius() + this.thickness() / 2 + APART);
      context.fillText(String(n), x, y);
    }
  }
}
