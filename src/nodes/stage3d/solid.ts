import { Node } from '@motion-canvas/2d';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';
import type { Shape } from './raster/shapes';

/**
 * A node of the three-dimensional stage: it draws nothing on the canvas itself, the {@link Stage3D} above it
 * draws its shape.
 */
@drawnBySignals
export abstract class Solid extends Node {
  /**
   * The shape as the node's signals say it; undefined if there is none at the moment. What is read here is what the
   * stage depends on: it draws again when one of these signals changes, and only then.
   *
   * @param azimuth - The camera's, in degrees.
   */
  public abstract shape(azimuth: number): Shape | undefined;

  /** Points that hold the shape between them; undefined says that it may be seen anywhere. */
  public corners(): readonly Point3[] | undefined {
    return undefined;
  }

  /** The opacity of the node and of the groups between it and the stage, which fades its picture itself. */
  public opacityOn(stage: Node): number {
    let opacity = 1;
    for (let node: Node | null = this; node !== null && node !== stage; node = node.parent()) {
      opacity *= node.opacity();
    }
    return opacity;
  }

  protected override draw(): void {}
}
