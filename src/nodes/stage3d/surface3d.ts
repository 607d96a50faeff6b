import { computed, initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { type ColorMap, sequential } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import { boxCorners } from './crop';
import type { SheetShape } from './raster/shapes';
import { Solid } from './solid';
import { type Field, heightRange, nearestFirst, slopes, weightedSum } from './surface-geometry';

export interface SurfaceProps extends NodeProps {
  /** What the sheet may show; all over the same p. */
  fields: readonly Field[];
  /** The sheet shows Σ weight·field; by default the first field alone. Tweening the weights morphs it. */
  weights?: SignalValue<readonly number[]>;
  /** Middle of the sheet. */
  place?: SignalValue<Point3>;
  /** Side of the sheet in world units. */
  side?: SignalValue<number>;
  /** World units per unit of height; 0 flattens the sheet to a heat map. */
  rise?: SignalValue<number>;
  /** The heights that take the first and the last colour of the map. */
  range?: SignalValue<readonly [low: number, high: number]>;
  colors?: SignalValue<ColorMap>;
  /** How much of the sheet is there along x and along y, 0 … 1. */
  revealX?: SignalValue<number>;
  revealY?: SignalValue<number>;
  /** Strength of the faint lines along x and y. */
  mesh?: SignalValue<number>;
}

/** A sheet over all pairs (x, y): height and colour say the value. */
@nodeName('Surface3D')
@drawnBySignals
export class Surface3D extends Solid {
  @initial([1]) @signal() declare public readonly weights: SimpleSignal<readonly number[], this>;
  @initial([0, 0, 0]) @signal() declare public readonly place: SimpleSignal<Point3, this>;
  @initial(1) @signal() declare public readonly side: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly rise: SimpleSignal<number, this>;
  @initial([-1, 1])
  @signal()
  declare public readonly range: SimpleSignal<readonly [number, number], this>;
  @initial(sequential) @signal() declare public readonly colors: SimpleSignal<ColorMap, this>;
  @initial(1) @signal() declare public readonly revealX: SimpleSignal<number, this>;
  @initial(1) @signal() declare public readonly revealY: SimpleSignal<number, this>;
  @initial(0.1) @signal() declare public readonly mesh: SimpleSignal<number, this>;

  private readonly fields: readonly Field[];

  public constructor({ fields, ...props }: SurfaceProps) {
    super(props);
    this.fields = fields;
  }

  /** The modulus: the sheet has p×p points. */
  public get p(): number {
    return this.fields[0]?.p ?? 0;
  }

  /** The heights that are shown now, shape [p, p]. */
  @computed()
  public heights(): Float32Array {
    return weightedSum(this.fields, this.weights());
  }

  public override shape(azimuth: number): SheetShape {
    return {
      kind: 'sheet',
      p: this.p,
      heights: this.heights(),
      slopes: this.slopesNow(),
      place: this.place(),
      side: this.side(),
      rise: this.rise(),
      range: this.range(),
      colors: this.colors(),
      reveal: [this.revealX(), this.revealY()],
      mesh: this.mesh(),
      azimuth,
      order: nearestFirst(azimuth),
    };
  }

  public override corners(): readonly Point3[] {
    const [x, y, z] = this.place();
    const [low, high] = this.extent();
    const [half, rise] = [this.side() / 2, this.rise()];
    return boxCorners([x - half, y - half, z + rise * low], [x + half, y + half, z + rise * high]);
  }

  /** The lowest and the highest of the heights. */
  @computed()
  private extent(): readonly [low: number, high: number] {
    return heightRange(this.heights());
  }

  /** Worked out again only when the heights change: the camera moves more often. */
  @computed()
  private slopesNow(): Float32Array {
    return slopes(this.heights(), this.p);
  }
}
