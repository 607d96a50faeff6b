import { Node } from '@motion-canvas/2d';

/** A node that is painted by a plain function. */
export class Painting extends Node {
  constructor(private readonly paint: (context: CanvasRenderingContext2D) => void) {
    super({});
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    this.paint(context);
  }
}
