import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join, parse, resolve } from 'node:path';
import { InputError, WorkError } from '../errors';
import { beginFile, writeWhole } from './atomic';
import { type Cue, type SceneMark, webVtt } from './cues';
import { CODECS, type CodecName } from './encode/codecs';
import type { EncodeSettings, JoinSettings, Piece } from './encode/encoder';
import { type FoundFfmpeg, findFfmpeg } from './encode/find-ffmpeg';
import { joinPieces } from './encode/join';
import { runFfmpeg } from './encode/run-ffmpeg';
import type { Film } from './film-options';
import { whileLocked } from './lock';
import type { PixelSize } from './page/protocol';

/** A film that becomes a part of a longer one. */
export interface FilmPart extends Pick<Film, 'path' | 'frames' | 'cues'> {
  /** What the chapter is called in players. */
  readonly title: string;
}

export interface JoinFilmsOptions {
  /** The MP4 file to write. */
  readonly out: string;
  /** What all parts have in common. */
  readonly size: PixelSize;
  readonly fps: number;
  readonly codec: CodecName;
  readonly tags: Readonly<Record<string, string>>;
  /** Whether the captions of the parts are joined too: a file beside the film, and a track in it. Default true. */
  readonly captions?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A film joined out of others. */
export interface JoinedFilm {
  readonly path: string;
  readonly frames: number;
  readonly duration: number;
  readonly bytes: number;
  readonly chapters: readonly SceneMark[];
  /** File of the captions, if there are any. */
  readonly captions: string | undefined;
  /** Whether the film itself holds chapter marks and captions: only ffmpeg writes them. */
  readonly marked: boolean;
}

/**
 * Joins films, made in the same way and without sound, to one with chapter marks and captions. Nothing is encoded
 * again, and every frame keeps its time exactly.
 *
 * @throws InputError if a part has sound or is kept another way; WorkError if a file cannot be read or written.
 */
export async function joinFilms(parts: readonly FilmPart[], options: JoinFilmsOptions): Promise<JoinedFilm> {
  const { out, fps, size, signal } = options;
  for (const part of parts) await checkPart(part, options);
  const frames = parts.reduce((sum, part) => sum + part.frames, 0);
  const chapters = marksOf(parts);
  const cues = options.captions === false ? [] : shifted(parts, chapters);
  const ffmpeg = await findFfmpeg();
  return whileLocked(out, async () => {
    const draft = await beginFile(out);
    try {
      const settings = { size, fps, crf: 0, preset: 'medium', transparent: false, repeat: false };
      const film = {
        ...{ path: draft.path, out, tags: options.tags, chapters, cues },
        sound: undefined,
        signal,
      };
      if (ffmpeg) await joinWithFfmpeg(ffmpeg, parts, options, settings, film);
      else {
        const { joinPackets } = await import('./encode/packets');
        await joinPackets(parts, film, settings);
      }
      await checkFrames(draft.path, out, frames);
      const bytes = await draft.finish();
      const { dir, name } = parse(out);
      const captions = cues.length > 0 ? join(dir, `${name}.vtt`) : undefined;
      if (captions !== undefined) await writeWhole(captions, Buffer.from(webVtt(cues, fps)));
      return {
        path: out,
        frames,
        duration: frames / fps,
        bytes,
        chapters,
        captions,
        marked: ffmpeg !== undefined,
      };
    } finally {
      await draft.discard();
    }
  });
}

async function joinWithFfmpeg(
  ffmpeg: FoundFfmpeg,
  parts: readonly FilmPart[],
  { out, codec, signal }: JoinFilmsOptions,
  settings: EncodeSettings,
  film: JoinSettings,
): Promise<void> {
  const folder = await mkdtemp(join(dirname(resolve(out)), '.joining-'));
  try {
    const pieces: Piece[] = [];
    for (const [i, { path, frames }] of parts.entries()) {
      const { piece } = CODECS[codec];
      if (piece !== 'ts') pieces.push({ path: resolve(path), frames });
      else {
        // An MP4 file says of its first frames what joins badly: out of a transport stream they join exactly.
        const stream = join(folder, `${i}.ts`);
        const copy = ['-c', 'copy', '-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts', '-y', stream];
        await runFfmpeg(ffmpeg.path, ['-i', path, ...copy], out, signal);
        pieces.push({ path: stream, frames });
      }
    }
    await joinPieces(ffmpeg, { format: 'mp4', codec }, settings, pieces, film);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The stretch of each part, under its title. */
function marksOf(parts: readonly FilmPart[]): SceneMark[] {
  let from = 0;
  return parts.map(({ title, frames }) => {
    const mark = { scene: title, from, to: from + frames };
    from = mark.to;
    return mark;
  });
}

function shifted(parts: readonly FilmPart[], marks: readonly SceneMark[]): Cue[] {
  return parts.flatMap(({ cues }, i) => {
    const begin = marks[i]?.from ?? 0;
    return cues.map((cue) => ({ ...cue, from: cue.from + begin, to: cue.to + begin }));
  });
}

/** A part that would not fit is told before anything is written. */
async function checkPart({ path }: FilmPart, { size }: JoinFilmsOptions): Promise<void> {
  const { filmContents } = await readers();
  const found = await filmContents(path);
  if (found === undefined) throw new InputError(`${path} holds no film.`);
  if (found.size.width !== size.width || found.size.height !== size.height) {
    const its = `${found.size.width}x${found.size.height}`;
    throw new InputError(`${path} is ${its}, not ${size.width}x${size.height}: film the parts alike.`);
  }
  if (found.sound) {
    throw new InputError(`${path} has sound: films with sound are made in one piece, not joined.`);
  }
}

/** Reads the joined film back: as many frames as its parts have together. */
async function checkFrames(path: string, out: string, frames: number): Promise<void> {
  const { filmContents } = await readers();
  const found = (await filmContents(path))?.frames ?? 0;
  if (found !== frames)
    throw new WorkError(`${out} would hold ${found} of ${frames} frames: it is not written.`);
}

/** Loads a library of seventy modules: only where films are joined. */
const readers = () => import('./encode/film-contents');
