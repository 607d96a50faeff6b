import { Vector2 } from '@motion-canvas/core';
import type { PixelSize } from './protocol';

/**
 * The size of a scene in its own units, and the pixels per unit.
 *
 * A film of another size than the project's own shows the same picture larger or smaller; where the
 * proportions differ, it shows more at two sides and never less.
 */
export function logicalSize(pixels: PixelSize, own: PixelSize): { size: Vector2; scale: number } {
  const scale = Math.min(pixels.width / own.width, pixels.height / own.height);
  const fits = (length: number, units: number) => Math.trunc(units * scale) === length;
  // The canvas cuts fractions off: a product that rounds to 1279.999… would lose a column.
  const units = (length: number) => {
    let value = length / scale;
    while (!fits(length, value)) value += value * Number.EPSILON;
    return value;
  };
  return { size: new Vector2(units(pixels.width), units(pixels.height)), scale };
}
