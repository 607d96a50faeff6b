import { dirname, join } from 'node:path';
import { joinFilms } from '../render';
import { chapterTitle } from '../scenes/order';
import type { CommandContext } from './command';
import type { MadeFilm } from './render-film';
import { formatBytes } from './render-progress';

/** What the joined chapters are called. */
const LECTURE = 'lecture.mp4';

/** Joins the chapters, each filmed by itself, to one film with chapter marks and captions. */
export async function writeLecture(
  chapters: readonly MadeFilm[],
  { run, captions, json }: { run: string; captions: boolean; json: boolean },
  context: CommandContext,
): Promise<void> {
  const [first] = chapters;
  // Other formats have no chapters that players know.
  if (first === undefined || first.format !== 'mp4') return;
  const parts = chapters.map(({ film }) => {
    const id = film.scenes[0]?.scene ?? '';
    return { path: film.path, frames: film.frames, cues: film.cues, title: chapterTitle(id) ?? 'Opening' };
  });
  const begun = performance.now();
  const { path, frames, duration, bytes, marked, ...made } = await joinFilms(parts, {
    out: join(dirname(first.film.path), LECTURE),
    size: first.size,
    fps: first.fps,
    codec: first.codec,
    captions,
    tags: { title: 'Clockwork', comment: `run=${run}` },
    signal: context.signal,
  });
  const seconds = (performance.now() - begun) / 1000;
  if (json) context.json({ path, frames, seconds, framesPerSecond: frames / seconds, bytes });
  context.say(
    `${path}  ${made.chapters.length} chapters, ${(duration / 60).toFixed(1)} min, ${formatBytes(bytes)}` +
      `${marked ? ', with chapter marks and captions' : ''}; joined in ${seconds.toFixed(1)} s`,
  );
  if (!marked)
    context.say('without ffmpeg, chapter marks and captions are not in the film: the .vtt lies beside it');
}
