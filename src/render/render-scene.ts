import { writeWhole } from './atomic';
import { film } from './film';
import type { Film, FilmOptions } from './film-options';
import type { Moment } from './frames';
import { type OpenOptions, openProject } from './project';
import { type PlayOptions, type Still, takeStills } from './stills';

/**
 * Films scenes of a Motion Canvas project to one file, from start to end: compiles the project, starts a browser,
 * draws, encodes, and ends everything that it started.
 *
 * @example
 * ```ts
 * const { path, framesPerSecond } = await renderScene({
 *   project: 'src/project.ts',
 *   scenes: ['intro'],
 *   out: 'output/intro.mp4',
 *   size: { width: 1920, height: 1080 },
 *   fps: 60,
 *   signal: AbortSignal.timeout(60_000),
 *   onProgress: ({ frame, frames }) => console.log(`${frame} of ${frames}`),
 * });
 * ```
 *
 * @throws InputError for what the project does not have, SceneError if a scene throws, WorkError if the browser,
 * the encoder or the disk fails, InterruptedError if the signal aborts. No file is left in any of these cases, but
 * what was drawn is kept: the next call with the same options goes on from there.
 */
export async function renderScene(options: OpenOptions & FilmOptions): Promise<Film> {
  const open = await openProject(options);
  try {
    return await film(open, options);
  } finally {
    await open.close();
  }
}

/** What is drawn to one picture, and where it is written; without `out` it is only handed back. */
export interface StillOptions extends OpenOptions, PlayOptions {
  readonly moment: Moment;
  readonly out?: string | undefined;
}

/**
 * Draws one frame of a Motion Canvas project to a PNG.
 *
 * @throws The same as `renderScene`.
 */
export async function renderStill(options: StillOptions): Promise<Still> {
  const open = await openProject(options);
  try {
    const [still] = await takeStills(open, { ...options, moments: [options.moment] });
    if (still === undefined) throw new Error('one moment gives one still');
    if (options.out !== undefined) await writeWhole(options.out, still.png);
    return still;
  } finally {
    await open.close();
  }
}
