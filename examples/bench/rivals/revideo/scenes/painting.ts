import { Node } from '@revideo/2d';

/** A node that is painted by a plain function. */
export class Painting extends Node {
  private readonly paint: (context: CanvasRenderingContext2D) => void;

  constructor(paint: (context: CanvasRenderingContext2D) => void) {
    super({});
    this.paint = paint;
  }

  protected override async draw(context: CanvasRenderingContext2D): Promise<void> {
    this.paint(context);
  }
}
