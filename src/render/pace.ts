import type { Taker } from './collect';
import { framesOf, type MomentRange } from './frames';
import type { OpenProject } from './project';
import { shipFrames } from './ship';
import { type Playback, type PlayOptions, preparePage } from './stills';

/** How fast something went. */
export interface Pace {
  readonly frames: number;
  readonly seconds: number;
  readonly framesPerSecond: number;
  /** Frames of these that were drawn, where it is known: those in which nothing changes need not be. */
  readonly drawn?: number;
}

/** Which frames are drawn, and by how many pages. */
export interface PaceOptions extends PlayOptions {
  readonly range?: MomentRange | undefined;
  readonly workers: number;
  /** Hears where the frames begin that count, and where they end: for what else is measured of them alone. */
  readonly onLoop?: ((moment: 'begins' | 'ends') => void) | undefined;
}

/** Where frames go whose pace is measured. */
export interface Destination {
  readonly taker: Taker;
  /** Waits until everything that was taken is where it belongs. */
  readonly finish: () => Promise<void>;
  /** Ends whatever runs. Safe to call after `finish`. */
  readonly abort: () => Promise<void>;
}

/**
 * Draws frames on pages that stand ready, and says how fast they arrived: the loop of a film, without what comes
 * before and after it.
 *
 * @param begin - Makes the destination of so many frames; its time does not count.
 * @throws The same as `film`.
 */
export async function paceTo(
  open: OpenProject,
  options: PaceOptions,
  begin: (playback: Playback, frames: number) => Promise<Destination>,
): Promise<Pace> {
  await open.mend();
  const pages = await open.pages(options.workers);
  const [playback] = await Promise.all(pages.map((page) => preparePage(open, options, page)));
  if (playback === undefined) throw new RangeError('drawing takes at least one page');
  const range = framesOf(options.range, playback.fps, playback.frames);
  const frames = range.to - range.from;
  const { taker, finish, abort } = await begin(playback, frames);
  try {
    options.onLoop?.('begins');
    const begun = performance.now();
    const repeated = await shipFrames(pages, open.browser.profile, taker, range, () => undefined);
    await finish();
    const seconds = (performance.now() - begun) / 1000;
    options.onLoop?.('ends');
    return { frames, seconds, framesPerSecond: frames / seconds, drawn: frames - repeated };
  } finally {
    await abort();
  }
}
