import { Rect, useScene2D } from '@motion-canvas/2d';
import type { ThreadGenerator } from '@motion-canvas/core';
import { TitleCard } from '../nodes/title-card';
import { Run } from '../recording/run';
import { fetchSource } from '../recording/source';
import { ease, palette, tempo } from '../theme';
import { loadFonts } from '../theme/type';
import { chapterTitle } from './order';

/** Open runs by name: every chapter of a session reads the same one. */
const opened = new Map<string, Promise<Run>>();

function open(name: string): Promise<Run> {
  const run = opened.get(name) ?? Run.open(fetchSource(name));
  opened.set(name, run);
  return run;
}

/** Waits inside a scene for what loads: `const surface = yield* loaded(run.surface(…))`. */
export function* loaded<T>(promise: Promise<T>): Generator<Promise<T>, T, T> {
  return yield promise;
}

/** What a scene's generator may yield to the player. */
export type Yielded = ThreadGenerator extends Generator<infer T> ? T : never;

/**
 * What every chapter begins with: the fonts, its title on an empty page, and the run that the project's variable
 * `run` names.
 *
 * @example `const run = yield* beginChapter();`
 * @throws InputError if the run does not exist or does not fit its manifest.
 */
export function* beginChapter(): Generator<Yielded, Run, Run> {
  const scene = useScene2D();
  const name = scene.variables.get('run', 'default')();
  yield loadFonts();
  const run = yield* loaded(open(name));
  const title = chapterTitle(scene.name);
  if (title !== undefined) {
    const view = scene.getView();
    view.fill(palette.background);
    const card = new TitleCard({ title });
    view.add(card);
    yield* card.play();
    card.remove();
  }
  return run;
}

/** What every chapter ends with: the page is empty again, whatever stood on it. */
export function* endChapter(): ThreadGenerator {
  const view = useScene2D().getView();
  const page = new Rect({ size: '100%', fill: palette.background, opacity: 0 });
  view.add(page);
  yield* page.opacity(1, tempo.normal, ease.move);
}
