import { type Pace, type PaceOptions, paceTo } from './pace';
import type { OpenProject } from './project';

/** Pages that may be ahead: nothing is held, so many. */
const WINDOW = 8;

const NOWHERE = {
  taker: {
    shipping: { as: 'nothing' },
    repeat: false,
    block: 1,
    window: WINDOW,
    take: async () => undefined,
  },
  finish: async () => undefined,
  abort: async () => undefined,
} as const;

/**
 * Draws every frame and throws it away: how fast the scene itself is, the ceiling of every film of it.
 *
 * @throws The same as `film`.
 */
export async function drawOnly(open: OpenProject, options: PaceOptions): Promise<Pace> {
  return paceTo(open, options, async () => NOWHERE);
}
