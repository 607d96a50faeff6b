import { FINER } from './lens';
import type { Run } from './painter';

/** Half the width of a faint line along x or y, in parts of what lies between two, and of its strongest middle. */
const HALF = 0.04;
const CORE = 0.02;

/** From a place between lines to the nearest of them. */
function away(place: number): number {
  return Math.abs(place - Math.floor(place + 0.5));
}

/** How strong a line is at a place, 0 to 1; lines stand where one of its two numbers is whole. */
export function lineStrength(x: number, y: number): number {
  const within = (HALF - Math.min(away(x), away(y))) / (HALF - CORE);
  return within <= 0 ? 0 : within >= 1 ? 1 : within;
}

/**
 * Draws the lines over pixels that show one triangle of a sheet.
 *
 * @param place - Between lines, along x: in the middle of the first pixel, how much more a sample to the right and how
 * much more a sample down; then the same along y. @param mesh - How strong they are.
 */
export function darken({ into, line, x, end }: Run, place: Float64Array, mesh: number): void {
  const [rightX, downX] = [place[1] as number, place[2] as number];
  const [rightY, downY] = [place[4] as number, place[5] as number];
  const reachX = HALF + (Math.abs(rightX) + Math.abs(downX)) / 2;
  const reachY = HALF + (Math.abs(rightY) + Math.abs(downY)) / 2;
  const { words, width } = into;
  let atX = place[0] as number;
  let atY = place[3] as number;
  for (let i = line * width + x; i < line * width + end; i++) {
    if (away(atX) <= reachX || away(atY) <= reachY) {
      const strength =
        (lineStrength(atX - (rightX + downX) / 2, atY - (rightY + downY) / 2) +
          lineStrength(atX + (rightX - downX) / 2, atY + (rightY - downY) / 2) +
          lineStrength(atX - (rightX - downX) / 2, atY - (rightY - downY) / 2) +
          lineStrength(atX + (rightX + downX) / 2, atY + (rightY + downY) / 2)) /
        4;
      if (strength > 0) words[i] = dim(words[i] as number, 1 - mesh * strength);
    }
    atX += FINER * rightX;
    atY += FINER * rightY;
  }
}

/** A pixel with its colour made darker. */
function dim(pixel: number, left: number): number {
  const r = ((pixel & 255) * left + 0.5) | 0;
  const g = (((pixel >>> 8) & 255) * left + 0.5) | 0;
  const b = (((pixel >>> 16) & 255) * left + 0.5) | 0;
  return (pixel & 0xff000000) | (b << 16) | (g << 8) | r;
}
