import { type Project, Vector2 } from '@motion-canvas/core';
import type { PixelSize } from './protocol';

/** What a project says of its size: in its own units, and the pixels that it wants for each. */
export interface OwnSize extends PixelSize {
  readonly scale: number;
}

/** What the settings of a project say. */
export function ownSize(project: Project): OwnSize {
  const { size, resolutionScale } = project.meta.getFullRenderingSettings();
  return { width: size.x, height: size.y, scale: resolutionScale };
}

/** Pixels of a project's own film. As Motion Canvas's own renderer makes its canvases: fractions of a pixel are cut off. */
export function ownPixels({ width, height, scale }: OwnSize): PixelSize {
  return { width: Math.trunc(width * scale), height: Math.trunc(height * scale) };
}

/**
 * The size of a scene in its own units, and the pixels per unit.
 *
 * A film of another size than the project's own shows the same picture larger or smaller; where the
 * proportions differ, it shows more at two sides and never less. At its own size the project's own numbers hold, though
 * they may come to fractions of a pixel: from whole pixels would follow another middle and another scale.
 */
export function logicalSize(pixels: PixelSize, own: OwnSize): { size: Vector2; scale: number } {
  const { width, height } = ownPixels(own);
  if (pixels.width === width && pixels.height === height) {
    return { size: new Vector2(own.width, own.height), scale: own.scale };
  }
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
