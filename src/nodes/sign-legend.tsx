import { Node, type NodeProps, nodeName } from '@motion-canvas/2d';
import { BBox, Vector2 } from '@motion-canvas/core';
import { diverging, fonts, palette, sizes, weights } from '../theme';
import { drawnBySignals } from './drawn-by-signals';
import { writeText } from './plot-text';

/** Pixels of the bar. */
const WIDTH = 190;
const HEIGHT = 22;

/** What the colours of cells mean: a bar from negative through dark zero to positive, without numbers. */
@nodeName('SignLegend')
@drawnBySignals
export class SignLegend extends Node {
  public constructor(props: NodeProps = {}) {
    super(props);
  }

  protected override getCacheBBox(): BBox {
    return BBox.fromSizeCentered(new Vector2(WIDTH + 120, 4 * HEIGHT));
  }

  protected override draw(context: CanvasRenderingContext2D): void {
    const shades = context.createLinearGradient(-WIDTH / 2, 0, WIDTH / 2, 0);
    for (let i = 0; i <= 64; i++) shades.addColorStop(i / 64, diverging.hex(i / 64));
    const style = { size: sizes.small, family: fonts.sans, weight: weights.regular };
    context.save();
    context.fillStyle = shades;
    context.beginPath();
    context.roundRect(-WIDTH / 2, -HEIGHT / 2, WIDTH, HEIGHT, 6);
    context.fill();
    context.fillStyle = palette.muted;
    writeText(context, '−', -WIDTH / 2 - 12, 0, style, 'right');
    writeText(context, '+', WIDTH / 2 + 12, 0, style);
    writeText(context, '0', 0, 1.7 * HEIGHT, style, 'center');
    context.restore();
    super.draw(context);
  }
}
