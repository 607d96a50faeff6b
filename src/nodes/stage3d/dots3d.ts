import { initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { palette } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import { boxCorners } from './crop';
import type { DotsShape } from './raster/shapes';
import { Solid } from './solid';
import { type Field, heightRange } from './surface-geometry';

export interface DotsProps extends NodeProps {
  /** The values that the dots stand at. */
  field: Field;
  /** The pairs x·p + y that have a dot, in the order in which they appear. */
  pairs: readonly number[];
  /** How many of them are there; a fraction is a dot that is still growing. */
  count?: SignalValue<number>;
  /** Middle, side and rise as those of the {@link Surface3D} that the dots belong to. */
  place?: SignalValue<Point3>;
  side?: SignalValue<number>;
  rise?: SignalValue<number>;
  /** Pixels of a 1920×1080 frame, at the target's distance. */
  diameter?: SignalValue<number>;
  color?: SignalValue<string>;
}

/** Single values of a sheet as dots. */
@nodeName('Dots3D')
@drawnBySignals
export class Dots3D extends Solid {
  @initial(Number.POSITIVE_INFINITY) @signal() declare public readonly count: SimpleSignal<number, this>;
  @initial([0, 0, 0]) @signal() declare public readonly place: SimpleSignal<Point3, this>;
  @initial(1) @signal() declare public readonly side: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly rise: SimpleSignal<number, this>;
  @initial(14) @signal() declare public readonly diameter: SimpleSignal<number, this>;
  @initial(palette.text) @signal() declare public readonly color: SimpleSignal<string, this>;

  /** How many dots there can be. */
  public readonly total: number;
  private readonly extent: readonly [low: number, high: number];
  /** Of each dot, its place on the sheet, from −½ to ½ along x and y, and its value. */
  private readonly dots: Float32Array;

  public constructor({ field, pairs, ...props }: DotsProps) {
    super(props);
    const { p, data } = field;
    this.total = pairs.length;
    this.extent = heightRange(data);
    this.dots = Float32Array.from(
      pairs.flatMap((pair) => [
        Math.floor(pair / p) / (p - 1) - 0.5,
        (pair % p) / (p - 1) - 0.5,
        data[pair] ?? 0,
      ]),
    );
  }

  public override shape(): DotsShape | undefined {
    const count = Math.min(this.total, Math.max(0, this.count()));
    if (count === 0) return undefined;
    const place = this.place();
    const scale = [this.side(), this.side(), this.rise()];
    const points = this.dots.map((value, i) => (place[i % 3] ?? 0) + value * (scale[i % 3] ?? 0));
    return { kind: 'dots', points, count, diameter: this.diameter(), color: this.color() };
  }

  public override corners(): readonly Point3[] {
    const [x, y, z] = this.place();
    const [half, rise] = [this.side() / 2, this.rise()];
    const [low, high] = this.extent;
    return boxCorners([x - half, y - half, z + rise * low], [x + half, y + half, z + rise * high]);
  }
}
