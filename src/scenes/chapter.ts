import { useScene } from '@motion-canvas/core';
import { Run } from '../recording/run';
import { fetchSource } from '../recording/source';
import { loadFonts } from '../theme/type';

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

/**
 * What every chapter begins with: the fonts, and the run that the project's variable `run` names.
 *
 * @example `const run = yield* beginChapter();`
 * @throws InputError if the run does not exist or does not fit its manifest.
 */
export function* beginChapter(): Generator<Promise<unknown>, Run, Run> {
  const name = useScene().variables.get('run', 'default')();
  yield loadFonts();
  return yield open(name);
}
