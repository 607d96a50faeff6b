import { initial, Layout, type LayoutProps, nodeName, signal, vector2Signal } from '@motion-canvas/2d';
import {
  type PossibleVector2,
  type SignalValue,
  type SimpleSignal,
  Vector2,
  type Vector2Signal,
} from '@motion-canvas/core';
import type { Point3 } from './camera';
import { Stage3D } from './stage3d';

export interface AnchoredProps extends LayoutProps {
  /** The point of the world that the children stay at. */
  at: SignalValue<Point3>;
  /** How far the children stand off from it in the picture, in pixels. */
  off?: SignalValue<PossibleVector2>;
}

/** Text, formulas and marks that stay at a point of the stage's world, upright and drawn in two dimensions. */
@nodeName('Anchored')
export class Anchored extends Layout {
  @initial([0, 0, 0])
  @signal()
  declare public readonly at: SimpleSignal<Point3, this>;

  @vector2Signal('off')
  declare public readonly off: Vector2Signal<this>;

  public constructor(props: AnchoredProps) {
    super(props);
    this.position(() => this.stage()?.project(this.at()).add(this.off()) ?? Vector2.zero);
  }

  private stage(): Stage3D | null {
    return this.findAncestor((node): node is Stage3D => node instanceof Stage3D);
  }
}
