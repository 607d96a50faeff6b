import { initial, type NodeProps, nodeName, signal } from '@motion-canvas/2d';
import type { SignalValue, SimpleSignal } from '@motion-canvas/core';
import { BufferAttribute, BufferGeometry, Color, type Object3D, Points } from 'three';
import { palette } from '../../theme';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import { boxCorners } from './crop';
import { dotsMaterial } from './dots-material';
import { Solid, type StageView } from './solid';
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
  private readonly look = dotsMaterial();
  private readonly geometry = new BufferGeometry();
  private readonly dots: Points;
  private readonly extent: readonly [low: number, high: number];

  public constructor({ field, pairs, ...props }: DotsProps) {
    super(props);
    const { p, data } = field;
    this.total = pairs.length;
    this.extent = heightRange(data);
    const points = pairs.flatMap((pair) => [
      Math.floor(pair / p) / (p - 1),
      (pair % p) / (p - 1),
      data[pair] ?? 0,
    ]);
    this.geometry.setAttribute('dot', new BufferAttribute(Float32Array.from(points), 3));
    this.geometry.setAttribute(
      'turn',
      new BufferAttribute(
        Float32Array.from(pairs, (_, i) => i),
        1,
      ),
    );
    this.geometry.setDrawRange(0, pairs.length);
    this.dots = new Points(this.geometry, this.look.material);
    this.dots.frustumCulled = false;
    // After the sheets, so that the soft rims mix with them.
    this.dots.renderOrder = 1;
  }

  public override solid({ stage, pixelScale, distance }: StageView): Object3D {
    const { uniforms } = this.look;
    const { r, g, b } = new Color(this.color());
    const count = Math.min(this.total, Math.max(0, this.count()));
    uniforms.place.value.set(...this.place());
    uniforms.side.value = this.side();
    uniforms.rise.value = this.rise();
    uniforms.count.value = count;
    uniforms.diameter.value = this.diameter() * pixelScale;
    uniforms.nearness.value = distance;
    uniforms.color.value.set(r, g, b);
    uniforms.opacity.value = this.opacityOn(stage);
    this.dots.visible = count > 0;
    return this.dots;
  }

  public override corners(): readonly Point3[] {
    const [x, y, z] = this.place();
    const [half, rise] = [this.side() / 2, this.rise()];
    const [low, high] = this.extent;
    return boxCorners([x - half, y - half, z + rise * low], [x + half, y + half, z + rise * high]);
  }

  public override dispose(): void {
    super.dispose();
    this.geometry.dispose();
    this.look.material.dispose();
  }
}
