import type { Measured, PieceStore } from './cache/store';
import { sceneMarks } from './cues';
import { workersFor } from './draw-pieces';
import { wholeKey } from './film-key';
import type { FilmOptions } from './film-options';
import { framesOf } from './frames';
import type { PageLink } from './page-link';
import type { OpenProject } from './project';
import { preparePage } from './stills';

/** Runs the scenes through once: how long they are, what they say, what is heard. */
export async function measure(
  open: OpenProject,
  options: FilmOptions,
  store: PieceStore,
  prepared: Set<PageLink>,
): Promise<Measured> {
  const key = wholeKey(open, options);
  let whole: Measured['whole'];
  if (key !== undefined) {
    const playback = await preparePage(open, { ...options, scenes: undefined });
    whole = { key, marks: sceneMarks(playback.starts, playback.frames) };
  }
  const { frames, starts, said, sounds } = await preparePage(open, options);
  prepared.add(open.page);
  const measured = { frames, starts, said, sounds, whole };
  await store.keep(measured);
  return measured;
}

/** Opens the pages that will draw beside the first one, as far as can be told before the scenes' length is known. */
export async function prepareOthers(
  open: OpenProject,
  options: FilmOptions,
  prepared: Set<PageLink>,
): Promise<void> {
  const { range, workers, fps = open.description.fps } = options;
  const known = range && range.to.unit !== 'share' ? range : undefined;
  const { from, to } = framesOf(known, fps, Number.POSITIVE_INFINITY);
  const [, ...others] = await open.pages(workersFor(workers, to - from));
  await Promise.all(
    others.map(async (page) => {
      await preparePage(open, options, page);
      prepared.add(page);
    }),
  );
}
