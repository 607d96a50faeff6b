import type { FrameCost } from './page/protocol';
import type { OpenProject } from './project';
import { type PlayOptions, preparePage } from './stills';

/** What the frames of a short stretch cost on average, in milliseconds; see `FrameCost`. */
export interface StretchCost {
  /** Where it begins. */
  readonly seconds: number;
  readonly play: number;
  readonly draw: number;
  readonly paint: number;
}

export interface DrawCostOptions extends PlayOptions {
  /** Frames from one stretch to the next, and of a stretch. */
  readonly every: number;
  readonly frames: number;
}

/**
 * Draws a few frames every so often, on one page, and says what each part of the work cost.
 *
 * @throws The same as `takeStills`.
 */
export async function drawCosts(open: OpenProject, options: DrawCostOptions): Promise<StretchCost[]> {
  const { every, frames } = options;
  await open.mend();
  const playback = await preparePage(open, options);
  // One frame more: the first one of a stretch is played on to from the one before.
  const stretches: number[][] = [];
  for (let first = 0; first + frames < playback.frames; first += every) {
    stretches.push(Array.from({ length: frames + 1 }, (_, i) => first + i));
  }
  const costs = await open.page.ask<FrameCost[]>({ kind: 'time', frames: stretches.flat() });
  return stretches.map(([first = 0], i) => {
    const own = costs.slice(i * (frames + 1) + 1, (i + 1) * (frames + 1));
    const mean = (part: 'play' | 'draw' | 'paint') =>
      own.reduce((sum, cost) => sum + cost[part], 0) / own.length;
    return { seconds: first / playback.fps, play: mean('play'), draw: mean('draw'), paint: mean('paint') };
  });
}

/** All that a frame costs. */
export function wholeCost({ play, draw, paint }: Omit<StretchCost, 'seconds'>): number {
  return play + draw + paint;
}
