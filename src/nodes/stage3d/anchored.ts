import { initial, Layout, type LayoutProps, nodeName, signal } from '@motion-canvas/2d';
import { type SignalValue, type SimpleSignal, Vector2 } from '@motion-canvas/core';
import { cameraAxes, type Point3 } from './camera';
import { Stage3D } from './stage3d';

export interface AnchoredProps extends LayoutProps {
  /** The point of the world that the children stay at. */
  at: SignalValue<Point3>;
  /** A direction of the world in which the children stand off from the point, as it is seen. */
  away?: SignalValue<Point3>;
  /** How far they stand off, in pixels. */
  apart?: SignalValue<number>;
}

/** How much a label prefers to stand below its point, against a direction that is seen at full length. */
const DOWNWARD = 0.3;

/** Text, formulas and marks that stay at a point of the stage's world, upright and drawn in two dimensions. */
@nodeName('Anchored')
export class Anchored extends Layout {
  @initial([0, 0, 0])
  @signal()
  declare public readonly at: SimpleSignal<Point3, this>;

  @initial([0, 0, 0])
  @signal()
  declare public readonly away: SimpleSignal<Point3, this>;

  @initial(0)
  @signal()
  declare public readonly apart: SimpleSignal<number, this>;

  public constructor(props: AnchoredProps) {
    super(props);
    this.position(() => this.seenAt());
  }

  private seenAt(): Vector2 {
    const stage = this.findAncestor((node): node is Stage3D => node instanceof Stage3D);
    if (stage === null) return Vector2.zero;
    const { right, up } = cameraAxes(stage.pose());
    const [x, y, z] = this.away();
    const seen = new Vector2(
      right[0] * x + right[1] * y + right[2] * z,
      DOWNWARD - (up[0] * x + up[1] * y + up[2] * z),
    );
    return stage.project(this.at()).add(seen.normalized.scale(this.apart()));
  }
}
