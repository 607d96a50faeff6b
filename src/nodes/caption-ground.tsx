import { Node, type NodeProps, nodeName } from '@motion-canvas/2d';
import { BBox } from '@motion-canvas/core';
import { palette } from '../theme';
import { drawnBySignals } from './drawn-by-signals';

/** Where the page begins to show, where nothing else does any more, and the foot of a 1920×1080 frame. */
const FROM = 360;
const TO = 428;
const FOOT = 560;
const HALF = 980;

/**
 * The page below a caption: a picture that a camera moves over may reach down to the foot of the frame, and fades
 * out before it touches the words. Belongs between that picture and the caption.
 */
@nodeName('CaptionGround')
@drawnBySignals
export class CaptionGround extends Node {
  public constructor(props: NodeProps = {}) {
    super(props);
  }

  protected override getCacheBBox(): BBox {
    return new BBox(-HALF, FROM, 2 * HALF, FOOT - FROM);
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const shade = context.createLinearGradient(0, FROM, 0, TO);
    shade.addColorStop(0, `${palette.background}00`);
    shade.addColorStop(1, palette.background);
    context.fillStyle = shade;
    context.fillRect(-HALF, FROM, 2 * HALF, FOOT - FROM);
    super.draw(context);
  }
}
