import { framesOf, type MomentRange } from './frames';
import type { OpenProject } from './project';
import { shipFrames } from './ship';
import { type PlayOptions, preparePage } from './stills';

/** How fast something went. */
export interface Pace {
  readonly frames: number;
  readonly seconds: number;
  readonly framesPerSecond: number;
}

/** Pages that may be ahead: nothing is held, so many. */
const WINDOW = 8;

/**
 * Draws frames and throws them away: how fast the scene itself is, the ceiling of every film of it.
 *
 * @throws The same as `film`.
 */
export async function drawOnly(
  open: OpenProject,
  options: PlayOptions & { readonly range?: MomentRange | undefined; readonly workers: number },
): Promise<Pace> {
  const pages = await open.pages(options.workers);
  const [playback] = await Promise.all(pages.map((page) => preparePage(open, options, page)));
  if (playback === undefined) throw new RangeError('drawing takes at least one page');
  const range = framesOf(options.range, playback.fps, playback.frames);
  const nobody = {
    shipping: { as: 'nothing' },
    repeat: false,
    block: 1,
    window: WINDOW,
    take: async () => undefined,
  } as const;
  const begun = performance.now();
  await shipFrames(pages, open.browser.profile, nobody, range, () => undefined);
  const seconds = (performance.now() - begun) / 1000;
  const frames = range.to - range.from;
  return { frames, seconds, framesPerSecond: frames / seconds };
}
