import type { Node } from '@motion-canvas/2d';
import type { Caption } from '../../nodes/caption';
import type { MainClock } from './main-clock';
import type { Addition, Ballot, ClocksData, Example } from './story';

/** What the parts of the chapter hand to each other. */
export interface Stage {
  /** Holds everything that is drawn but the caption. */
  readonly root: Node;
  readonly caption: Caption;
  readonly data: ClocksData;
  readonly example: Example;
  readonly hands: Addition;
  readonly ballot: Ballot;
  readonly clock: MainClock;
}
