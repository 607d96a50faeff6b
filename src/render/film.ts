import { rm } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { InputError, InterruptedError, WorkError } from '../errors';
import { writeWhole } from './atomic';
import { type Measured, openStore, type PieceStore } from './cache/store';
import { type Cue, clipped, cuesOf, sceneMarks, webVtt } from './cues';
import { drawPieces, retryLost, workersFor } from './draw-pieces';
import { chooseEncoder } from './encode/choose';
import { CODECS, type Codec } from './encode/codecs';
import type { Encoder, EncodeSettings, JoinSettings, Piece } from './encode/encoder';
import { FFMPEG_REMEDY, findFfmpeg } from './encode/find-ffmpeg';
import { type ChosenFormat, chooseFormat, FORMATS } from './encode/formats';
import { joinPieces } from './encode/join';
import { storeKey, wholeKey } from './film-key';
import type { Film, FilmOptions } from './film-options';
import { beginFilm } from './folder';
import { type FrameRange, framesOf, ownRange } from './frames';
import { whileLocked } from './lock';
import { LostError } from './lost';
import type { PageLink } from './page-link';
import { piecesOf } from './pieces';
import type { OpenProject } from './project';
import { checkFilmSize, QUALITIES } from './quality';
import { measure, prepareOthers } from './rehearse';
import { planSound } from './sound-plan';
import type { Soundtrack } from './soundtrack';
import type { PlayOptions } from './stills';

const PIECE_SECONDS = 10;

/**
 * Films scenes of an open project.
 *
 * The film is drawn in pieces, which are kept: what was drawn once is not drawn again until something that it
 * depends on changes. The file appears under its name when it is whole; if anything fails, none appears, and the
 * next call goes on where this one ended.
 *
 * @throws InputError for an unknown scene, an odd size, a range outside, formats that do not fit, or a file that
 * another render writes; SceneError if a scene throws; WorkError if the encoder, the browser or the disk fails;
 * InterruptedError if the signal aborts.
 */
export async function film(open: OpenProject, options: FilmOptions): Promise<Film> {
  const fps = options.fps ?? open.description.fps;
  const size = options.size ?? open.description.size;
  const chosen = chooseFormat({ ...options, fps });
  checkFilmSize(size, CODECS[chosen.codec].ships);
  const codec: Codec = CODECS[chosen.codec];
  if (options.crf !== undefined && options.crf > (codec.crf?.max ?? 63)) {
    throw new InputError(`crf=${options.crf}: ${codec.label} takes a factor from 0 to ${codec.crf?.max}.`);
  }
  const settings: EncodeSettings = {
    size,
    fps,
    crf: options.crf ?? codec.crf?.like(QUALITIES.high.crf) ?? 0,
    preset: options.preset ?? 'medium',
    transparent: options.transparent ?? false,
    repeat: options.repeat ?? true,
  };
  return whileLocked(options.out, async () => {
    await open.mend();
    const wanted = options.encoders ?? ['ffmpeg', 'browser'];
    const encoder = await chooseEncoder(open, wanted, chosen, settings);
    const pieceFrames = Math.max(1, Math.round((options.pieceSeconds ?? PIECE_SECONDS) * fps));
    const store = await openStore({
      root: open.bundle.films,
      key: options.cache === false ? undefined : storeKey(open, options, settings, encoder, pieceFrames),
      ending: encoder.ending,
      seen: () => open.seen,
      resume: options.resume ?? true,
    });
    try {
      return await filmInto(store, open, options, { chosen, settings, encoder, pieceFrames });
    } catch (error) {
      // A page that was left in the middle of something is of no use to the next film.
      if (!(error instanceof InputError)) open.page.fail(new LostError('the page failed before'));
      if (!options.signal?.aborted) throw error;
      const kept = options.cache === false ? '' : ' The same command goes on from where it was.';
      throw new InterruptedError(`interrupted: ${options.out} is not written.${kept}`);
    } finally {
      await store.close();
    }
  });
}

/** How the film is kept. */
interface Making {
  readonly chosen: ChosenFormat;
  readonly settings: EncodeSettings;
  readonly encoder: Encoder;
  readonly pieceFrames: number;
}

async function filmInto(
  store: PieceStore,
  open: OpenProject,
  options: FilmOptions,
  { chosen, settings, encoder, pieceFrames }: Making,
): Promise<Film> {
  const { out } = options;
  const { fps } = settings;
  const format = FORMATS[chosen.format];
  const draft = await beginFilm(out, format.ending === '');
  let others: Promise<void> | undefined;
  try {
    const prepared = new Set<PageLink>();
    const whole = wholeKey(open, options);
    // Another scene may have become longer: then the track stands elsewhere, under the same pictures.
    const isKnown = whole === undefined || store.measured?.whole?.key === whole;
    const known = isKnown ? store.measured : undefined;
    // While the first page learns how long the scenes are, the others get as far.
    others = known ? undefined : prepareOthers(open, options, prepared).catch(() => undefined);
    const measured =
      known ?? (await retryLost(open, options.onWarning, () => measure(open, options, store, prepared)));
    const range = chosenRange(open, options, fps, measured.frames);
    const frames = range.to - range.from;
    const pieces = piecesOf(range, pieceFrames);
    const begun = performance.now();
    const elapsed = () => (performance.now() - begun) / 1000;
    if (workersFor(options.workers, frames) > 1) await others;
    const reused = [...(await store.present(pieces))].reduce((sum, { from, to }) => sum + to - from, 0);
    const count = progressOf(options, frames, reused, elapsed);
    const { workers, repeated } = await drawPieces(open, {
      ...options,
      ...{ encoder, store, pieces, prepared, workers: options.workers, onWarning: options.onWarning },
      framesPerBrowser: options.framesPerBrowser,
      repeat: settings.repeat,
      onFrame: count,
    });
    const marks = sceneMarks(measured.starts, measured.frames);
    const scenes = clipped(marks, range);
    const sound = await soundOf(open, options, store, measured, { fps, range, chosen });
    const files = pieces.map((piece) => ({ path: store.path(piece), frames: piece.to - piece.from }));
    await joinFilm(encoder, chosen, settings, files, {
      ...{ path: draft.path, out, sound, signal: options.signal },
      chapters: scenes,
      tags: tagsOf(
        open,
        options,
        scenes.map(({ scene }) => scene),
      ),
    });
    const bytes = await draft.finish();
    const cues = clipped(cuesOf(measured.said, marks), range);
    const captions = options.captions === 'none' ? undefined : captionsPath(out, cues);
    if (captions !== undefined) await writeWhole(captions, Buffer.from(webVtt(cues, fps)));
    const seconds = elapsed();
    return {
      ...{
        path: out,
        frames,
        reused,
        repeated,
        duration: frames / fps,
        seconds,
        framesPerSecond: frames / seconds,
      },
      ...{ bytes, encoder: encoder.name, workers, scenes, cues, captions },
    };
  } finally {
    // Whatever comes next finds no page in the middle of something.
    await others;
    await draft.discard();
  }
}

/** What is filmed of the scenes: what was asked for; else, of a whole project, what its own settings choose. */
function chosenRange(open: OpenProject, options: FilmOptions, fps: number, frames: number): FrameRange {
  if (options.range !== undefined || options.scenes !== undefined)
    return framesOf(options.range, fps, frames);
  const range = ownRange(open.description.range, fps, frames);
  if (range.to - range.from < frames) {
    const seconds = [range.from, range.to].map((frame) => `${Number((frame / fps).toFixed(3))}s`).join('..');
    options.onWarning?.(`filming ${seconds}, as the project's settings say; range=0%..100% films all of it`);
  }
  return range;
}

/** Counts frames as they come, and tells how far the film is. */
function progressOf(options: FilmOptions, frames: number, reused: number, elapsed: () => number) {
  const seen = new Set<number>();
  let byWorker: number[] = [];
  return (frame: number, worker: number, workers: number) => {
    // After a loss, frames come again.
    if (seen.has(frame)) return;
    seen.add(frame);
    if (byWorker.length === 0) byWorker = Array.from({ length: workers }, () => 0);
    byWorker[worker] = (byWorker[worker] ?? 0) + 1;
    const progress = { frame: reused + seen.size, frames, reused, workers: byWorker, seconds: elapsed() };
    options.onProgress?.(progress);
  };
}

async function soundOf(
  open: OpenProject,
  options: FilmOptions,
  store: PieceStore,
  measured: Measured,
  { fps, range, chosen }: { fps: number; range: FrameRange; chosen: ChosenFormat },
): Promise<Soundtrack | undefined> {
  if (options.audio === false || !FORMATS[chosen.format].sound) return undefined;
  const { frames, starts } = measured;
  const whole = measured.whole?.marks ?? sceneMarks(starts, frames);
  return planSound(open, store, measured, { frames, fps, range, whole });
}

/** Joins pieces to the film. Only ffmpeg mixes sound: what the browser encoded passes through it, as it is. */
async function joinFilm(
  encoder: Encoder,
  chosen: ChosenFormat,
  settings: EncodeSettings,
  pieces: readonly Piece[],
  film: JoinSettings,
): Promise<void> {
  if (encoder.shipping.as !== 'packets' || film.sound === undefined) return encoder.join(pieces, film);
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined) {
    throw new WorkError(
      `the film has sound, and there is no ffmpeg to mix it.\n  ${FFMPEG_REMEDY}\n  Or leave it out: audio=false`,
    );
  }
  const silent = `${film.path}.silent`;
  try {
    await encoder.join(pieces, { ...film, path: silent, sound: undefined });
    const frames = pieces.reduce((sum, piece) => sum + piece.frames, 0);
    await joinPieces(ffmpeg, chosen, settings, [{ path: silent, frames }], film);
  } finally {
    await rm(silent, { force: true });
  }
}

/** Beside the film, under its name; none where nothing is said. */
function captionsPath(out: string, cues: readonly Cue[]): string | undefined {
  const { dir, name } = parse(out);
  return cues.length > 0 ? join(dir, `${name}.vtt`) : undefined;
}

/** What the file says of itself: which scenes, drawn with which variables. */
function tagsOf(open: OpenProject, options: PlayOptions, scenes: readonly string[]): Record<string, string> {
  const variables = Object.entries({ ...open.description.variables, ...options.variables });
  const words = variables.map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return {
    title: `${open.description.name}: ${scenes.join(', ')}`,
    ...(words.length > 0 ? { comment: words.join(' ') } : {}),
  };
}
