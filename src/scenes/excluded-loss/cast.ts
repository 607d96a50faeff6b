import type { Node } from '@motion-canvas/2d';
import type { Vector2 } from '@motion-canvas/core';
import type { Caption } from '../../nodes/caption';
import { along, type Point3, type Stage3D } from '../../nodes/stage3d';
import type { ExcludedData } from './load';

/** What the chapter's acts share. */
export interface Cast {
  readonly data: ExcludedData;
  readonly stage: Stage3D;
  readonly caption: Caption;
  readonly view: Node;
}

/** World units per unit of height, for a sheet whose whole range is to rise so far. */
export function riseFor([low, high]: readonly [number, number], tall: number): number {
  return tall / (high - low);
}

/** Where a sheet's zero lies if the middle of its range is to be seen at a point of the picture. */
export function middleAt(
  stage: Stage3D,
  at: Vector2,
  [low, high]: readonly [number, number],
  rise: number,
): Point3 {
  return along(stage.behind(at), [0, 0, 1], (-rise * (low + high)) / 2);
}
