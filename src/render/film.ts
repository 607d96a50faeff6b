import { availableParallelism } from 'node:os';
import { join, parse } from 'node:path';
import { InterruptedError, WorkError } from '../errors';
import { beginFile, writeWhole } from './atomic';
import { type Cue, clipped, cuesOf, type SceneMark, sceneMarks, webVtt } from './cues';
import type { Encoder, EncodeSettings } from './encode/encoder';
import { FFMPEG_REMEDY, ffmpegEncoder, findFfmpeg } from './encode/ffmpeg';
import { h264Codec, packetEncoder } from './encode/packets';
import { framesOf, type MomentRange } from './frames';
import type { OpenProject } from './project';
import { checkFilmSize } from './quality';
import { shipFrames } from './ship';
import { type Playback, type PlayOptions, preparePage } from './stills';

/** Who encodes: ffmpeg with libx264, or the browser itself, which is quicker and makes larger files. */
export type EncoderName = 'ffmpeg' | 'browser';

/** How a film is made. */
export interface FilmOptions extends PlayOptions {
  /** File to write. */
  readonly out: string;
  /** A part of the film; all of it if absent. */
  readonly range?: MomentRange | undefined;
  /** x264's constant rate factor: lower is better and larger. Default 16. */
  readonly crf?: number | undefined;
  /** x264's preset: slower is smaller. Default `medium`. */
  readonly preset?: string | undefined;
  /** Encoders to take, the first that the machine has. Default: ffmpeg, then the browser. */
  readonly encoders?: readonly EncoderName[] | undefined;
  /** Pages that draw at once; absent: as many as there are cores, if the film is long enough. */
  readonly workers?: number | undefined;
  /** Whether what the scenes say is written beside the film, as WebVTT. Default `file`. */
  readonly captions?: 'file' | 'none' | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** How far a film is. */
export interface Progress {
  readonly frame: number;
  readonly frames: number;
  /** Seconds since the first frame was asked for. */
  readonly seconds: number;
}

/** A finished film. */
export interface Film {
  readonly path: string;
  readonly frames: number;
  /** Length of the film. */
  readonly duration: number;
  /** Time spent on the frames, without the start. */
  readonly seconds: number;
  readonly framesPerSecond: number;
  readonly bytes: number;
  /** Who encoded it. */
  readonly encoder: string;
  /** Pages that drew it. */
  readonly workers: number;
  /** Where each scene lies in the film, in its frames: chapter marks. */
  readonly scenes: readonly SceneMark[];
  /** What the scenes said, in frames of the film; see `docs/rendering.md`. */
  readonly cues: readonly Cue[];
  /** File of the captions, if the scenes said anything and it was asked for. */
  readonly captions: string | undefined;
}

/** Frames that make a page of their own worth its start. */
const FRAMES_PER_WORKER = 90;

/**
 * Films scenes of an open project.
 *
 * The file appears under its name when it is whole; if anything fails, none appears.
 *
 * @throws InputError for an unknown scene, an odd size or a range outside; SceneError if a scene throws;
 * WorkError if the encoder, the browser or the disk fails; InterruptedError if the signal aborts.
 */
export async function film(open: OpenProject, options: FilmOptions): Promise<Film> {
  checkFilmSize(options.size ?? open.description.size);
  const draft = await beginFile(options.out);
  let encoder: Encoder | undefined;
  try {
    const playback = await preparePage(open, options);
    const range = framesOf(options.range, playback.fps, playback.frames);
    const frames = range.to - range.from;
    const begun = performance.now();
    const [chosen, name] = await chooseEncoder(open, options.encoders ?? ['ffmpeg', 'browser'], {
      path: draft.path,
      out: options.out,
      size: playback.size,
      fps: playback.fps,
      frames,
      crf: options.crf ?? 16,
      preset: options.preset ?? 'medium',
      tags: tagsOf(open, options, playback),
    });
    encoder = chosen;
    const elapsed = () => (performance.now() - begun) / 1000;
    const workers = workersFor(options.workers, frames);
    const pages = await open.pages(workers);
    await Promise.all(pages.slice(1).map((page) => preparePage(open, options, page)));
    await shipFrames(pages, open.browser.profile, encoder, range, (frame) =>
      options.onProgress?.({ frame: frame - range.from + 1, frames, seconds: elapsed() }),
    );
    await encoder.finish();
    const bytes = await draft.finish();
    const marks = sceneMarks(playback.starts, playback.frames);
    const cues = clipped(cuesOf(playback.said, marks), range);
    const captions = options.captions === 'none' ? undefined : captionsPath(options.out, cues);
    if (captions !== undefined) await writeWhole(captions, Buffer.from(webVtt(cues, playback.fps)));
    const seconds = elapsed();
    return {
      path: options.out,
      frames,
      duration: frames / playback.fps,
      seconds,
      framesPerSecond: frames / seconds,
      bytes,
      encoder: name,
      workers,
      scenes: clipped(marks, range),
      cues,
      captions,
    };
  } catch (error) {
    if (options.signal?.aborted) throw new InterruptedError('interrupted: nothing was written.');
    throw error;
  } finally {
    await encoder?.abort();
    await draft.discard();
  }
}

/** Beside the film, under its name; none where nothing is said. */
function captionsPath(out: string, cues: readonly Cue[]): string | undefined {
  const { dir, name } = parse(out);
  return cues.length > 0 ? join(dir, `${name}.vtt`) : undefined;
}

/** Pages to draw with: as many as asked for, or as many as have enough to do. */
function workersFor(wanted: number | undefined, frames: number): number {
  // A page more costs a second to open and to run through the scene: a short film is done by then.
  const sensible = Math.min(availableParallelism(), Math.floor(frames / FRAMES_PER_WORKER));
  return Math.max(1, Math.min(wanted ?? sensible, frames));
}

/** The first encoder of those asked for that the machine has, and its name. */
async function chooseEncoder(
  open: OpenProject,
  wanted: readonly EncoderName[],
  settings: EncodeSettings,
): Promise<[Encoder, string]> {
  const missing: string[] = [];
  for (const name of wanted) {
    if (name === 'ffmpeg') {
      const ffmpeg = await findFfmpeg();
      if (ffmpeg?.x264) return [ffmpegEncoder(ffmpeg, settings), `ffmpeg ${ffmpeg.version}, libx264`];
      missing.push(ffmpeg ? `${ffmpeg.path} lacks libx264` : 'there is no ffmpeg');
    } else {
      const { size: pixels, fps } = settings;
      const codec = h264Codec(pixels, fps);
      const { version, found } = open.browser;
      if (await open.page.ask<boolean>({ kind: 'encodes', codec, pixels, fps })) {
        return [await packetEncoder(settings), `${version}, WebCodecs`];
      }
      missing.push(`${version} (${found.path}) does not encode ${codec}`);
    }
  }
  throw new WorkError(`no encoder: ${missing.join(', and ')}.\n  ${FFMPEG_REMEDY}`);
}

/** What the file says of itself: which scenes, drawn with which variables. */
function tagsOf(open: OpenProject, options: PlayOptions, { starts }: Playback): Record<string, string> {
  const variables = Object.entries({ ...open.description.variables, ...options.variables });
  const words = variables.map(
    ([key, value]) => `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  );
  return {
    title: `${open.description.name}: ${starts.map(({ scene }) => scene).join(', ')}`,
    ...(words.length > 0 ? { comment: words.join(' ') } : {}),
  };
}
