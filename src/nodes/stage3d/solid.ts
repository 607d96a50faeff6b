import { Node } from '@motion-canvas/2d';
import type { Object3D } from 'three';
import { drawnBySignals } from '../drawn-by-signals';
import type { Point3 } from './camera';

/** What a solid needs to know about the picture that it is drawn into. */
export interface StageView {
  /** The stage's node. */
  readonly stage: Node;
  /** Pixels that are rendered: the part in which solids are seen, finer than the frame, see `supersampling`. */
  readonly width: number;
  readonly height: number;
  /** Rendered pixels per pixel of a 1920×1080 frame. */
  readonly pixelScale: number;
  /** The camera's azimuth in degrees, and its distance from the target in world units. */
  readonly azimuth: number;
  readonly distance: number;
}

/**
 * A node of the three-dimensional stage: it draws nothing on the canvas itself, the {@link Stage3D} above it
 * renders its object.
 */
@drawnBySignals
export abstract class Solid extends Node {
  /**
   * The object, brought up to date with the node's signals. What is read here is what the stage depends on:
   * it renders again when one of these signals changes, and only then.
   */
  public abstract solid(view: StageView): Object3D;

  /** Points that hold the object between them; undefined says that it may be seen anywhere. */
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
