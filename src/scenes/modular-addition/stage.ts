import type { Node } from '@motion-canvas/2d';
import { Vector2 } from '@motion-canvas/core';
import type { Caption } from '../../nodes/caption';
import type { TableData } from './load';

/** What the acts of the chapter hand to each other. */
export interface Stage {
  /** Holds everything that is drawn but the caption. */
  readonly root: Node;
  readonly caption: Caption;
  readonly data: TableData;
}

/** Where a clock stands, and how large it is, while hands are added on it. */
export const CLOCK_PLACE = new Vector2(-440, -35);
export const CLOCK_RADIUS = 330;

/** The middle of what is written beside the clock. */
export const BESIDE = 460;
