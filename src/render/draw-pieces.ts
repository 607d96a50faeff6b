import { availableParallelism } from 'node:os';
import type { PieceStore } from './cache/store';
import type { Encoder } from './encode/encoder';
import type { FrameRange } from './frames';
import { LostError } from './lost';
import type { PageLink } from './page-link';
import { PieceLine, stretchesOf } from './pieces';
import type { OpenProject } from './project';
import { shipFrames } from './ship';
import { type PlayOptions, preparePage } from './stills';

/** Frames that make a page of their own worth its start. */
const FRAMES_PER_WORKER = 90;

/**
 * Frames after which a new browser goes on. What Motion Canvas keeps of nodes that are gone is let go (`page/retire.ts`);
 * what a scene keeps by itself is not ours to judge, and a long film shall not outgrow the machine.
 */
const FRAMES_PER_BROWSER = 3600;

/** Times in a row that something may be lost without a piece being finished between. */
const LOSSES = 3;

/** What is drawn, by whom, and where it goes. */
export interface DrawOptions extends PlayOptions {
  readonly encoder: Encoder;
  readonly store: PieceStore;
  readonly pieces: readonly FrameRange[];
  /** Whether frames in which nothing has changed may be repeated instead of drawn. */
  readonly repeat: boolean;
  /** Pages that stand ready to play this already. */
  readonly prepared: ReadonlySet<PageLink>;
  /** Pages to draw with; absent: as many as there are cores, if there is enough to do. */
  readonly workers: number | undefined;
  /** Frames after which a new browser goes on, at the next end of a piece; absent: what keeps memory flat. */
  readonly framesPerBrowser: number | undefined;
  /** Hears of every frame, and which of the pages drew it. */
  readonly onFrame: (frame: number, worker: number, workers: number) => void;
  /** Hears that something was lost and is done again. */
  readonly onWarning: ((message: string) => void) | undefined;
}

/**
 * Does something that a browser has a part in; if it is lost meanwhile, once more with a new one.
 *
 * @throws LostError if that one is lost, too.
 */
export async function retryLost<T>(
  open: OpenProject,
  onWarning: ((message: string) => void) | undefined,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LostError)) throw error;
    onWarning?.(`${firstLine(error)}: beginning again`);
    await open.revive();
    return work();
  }
}

const firstLine = (error: Error) => error.message.split('\n')[0] ?? '';

/**
 * Draws the pieces that are not there yet.
 *
 * If the browser, a page or the encoder is lost, a new one goes on with the piece that was being made; what was
 * finished before stays.
 *
 * @returns The number of pages that drew, and of frames that need not be drawn.
 * @throws LostError if it happens again and again; everything else at once.
 */
export async function drawPieces(
  open: OpenProject,
  options: DrawOptions,
): Promise<{ readonly workers: number; readonly repeated: number }> {
  const { store, pieces } = options;
  const missingNow = async () => {
    const present = await store.present(pieces);
    return pieces.filter((piece) => !present.has(piece));
  };
  let missing = await missingNow();
  const frames = missing.reduce((sum, { from, to }) => sum + to - from, 0);
  const workers = workersFor(options.workers, frames);
  let repeated = 0;
  for (let losses = 0; missing.length > 0; ) {
    try {
      const next = firstPieces(missing, options.framesPerBrowser ?? FRAMES_PER_BROWSER);
      repeated += await drawOnce(open, options, next, workers);
      losses = 0;
      missing = missing.slice(next.length);
      if (missing.length > 0) await open.revive();
    } catch (error) {
      if (!(error instanceof LostError)) throw error;
      const left = await missingNow();
      losses = left.length < missing.length ? 1 : losses + 1;
      missing = left;
      if (losses >= LOSSES) {
        throw new LostError(
          `${error.message}\n  It happened ${losses} times at frame ${left[0]?.from ?? 0} and after.`,
        );
      }
      options.onWarning?.(`${firstLine(error)}: going on from frame ${left[0]?.from ?? 0}`);
      await open.revive();
    }
  }
  return { workers, repeated };
}

/** The first pieces, as many as begin within so many frames. */
export function firstPieces(pieces: readonly FrameRange[], frames: number): FrameRange[] {
  let before = 0;
  return pieces.filter(({ from, to }) => {
    const begins = before < frames;
    before += to - from;
    return begins;
  });
}

async function drawOnce(
  open: OpenProject,
  options: DrawOptions,
  pieces: readonly FrameRange[],
  workers: number,
): Promise<number> {
  const { encoder, store } = options;
  const line = new PieceLine(encoder, store, pieces);
  try {
    const pages = await open.pages(workers);
    const fresh = pages.filter((page) => !options.prepared.has(page));
    await Promise.all(fresh.map((page) => preparePage(open, options, page)));
    const { shipping, block, window } = encoder;
    const taker = { shipping, repeat: options.repeat, block, window, take: line.take.bind(line) };
    let repeated = 0;
    for (const stretch of stretchesOf(pieces)) {
      repeated += await shipFrames(pages, open.browser.profile, taker, stretch, (frame) =>
        options.onFrame(frame, Math.floor(frame / block) % workers, workers),
      );
    }
    await line.finish();
    return repeated;
  } finally {
    await line.abort();
  }
}

/** Pages to draw with: as many as asked for, or as many as have enough to do. */
export function workersFor(wanted: number | undefined, frames: number): number {
  // A page more costs a second to open and to run through the scene: a short film is done by then.
  const sensible = Math.min(availableParallelism(), Math.floor(frames / FRAMES_PER_WORKER));
  return Math.max(1, Math.min(wanted ?? sensible, frames));
}
