import { join } from 'node:path';
import { InputError } from '../errors';
import {
  CODECS,
  type Codec,
  type CodecName,
  chooseFormat,
  type Film,
  type FilmOptions,
  FORMATS,
  type FormatName,
  film,
  formatOfEnding,
  type MomentRange,
  type OpenProject,
  type PixelSize,
  type PlayOptions,
  type Quality,
} from '../render';
import type { CommandContext } from './command';
import { formatBytes, progressMeter } from './render-progress';

/** Endings that mean a film or a picture. */
const MEDIA_ENDING = /\.(avi|gif|jpe?g|m4v|mkv|mov|mp4|mpe?g|png|ts|webm|webp)$/i;

/** A GIF keeps every pixel of 256 colours: unless somebody asks for more, it is small and slow. */
const GIF = { size: { width: 960, height: 540 }, fps: 25 } as const;

/** One film, or the pictures of one. */
export interface Job extends PlayOptions {
  readonly name: string;
  readonly range: MomentRange | undefined;
  readonly out: string | undefined;
  readonly workers: number | undefined;
  /** Whether it is the only one of this command. */
  readonly only: boolean;
}

/** How films are kept, as far as the command line says it; what it does not say, the quality does. */
export interface Care extends Pick<FilmOptions, 'audio' | 'captions' | 'cache' | 'resume' | 'repeat'> {
  readonly quality: Quality;
  readonly format: FormatName | undefined;
  readonly codec: CodecName | undefined;
  readonly crf: number | undefined;
  readonly preset: string | undefined;
  readonly json: boolean;
}

/** A film with what decides whether it joins with others. */
export interface MadeFilm {
  readonly film: Film;
  readonly size: PixelSize;
  readonly fps: number;
  readonly format: FormatName;
  readonly codec: CodecName;
}

/** Films one job, and tells about it: what was made, and as what. */
export async function writeFilm(
  open: OpenProject,
  job: Job,
  { quality, json, ...care }: Care,
  context: CommandContext,
): Promise<MadeFilm> {
  const named = job.out === undefined ? undefined : formatOfEnding(job.out);
  const format = care.format ?? named ?? 'mp4';
  const { ending } = FORMATS[format];
  const out = pathFor(job, `${job.name}${ending}`, ending, job.only);
  const plain = format === 'gif' ? GIF : quality;
  const [size, fps] = [job.size ?? plain.size, job.fps ?? plain.fps];
  const { codec } = chooseFormat({ out, format, codec: care.codec, transparent: job.transparent, fps });
  const kept: Codec = CODECS[codec];
  const meter = progressMeter(job.name);
  // Seconds from the start of this process.
  let firstFrame: number | undefined;
  let lastFrame: number | undefined;
  const making = film(open, {
    ...{ ...job, out, size, fps, format, codec },
    ...{ audio: care.audio, captions: care.captions, cache: care.cache, resume: care.resume },
    repeat: care.repeat,
    crf: care.crf ?? kept.crf?.like(quality.crf),
    preset: care.preset ?? quality.preset,
    // Only ffmpeg has presets: who asks for one asks for it.
    encoders: care.preset === undefined ? quality.encoders : ['ffmpeg'],
    signal: context.signal,
    onProgress: (progress) => {
      lastFrame = performance.now() / 1000;
      firstFrame ??= lastFrame;
      meter.show(progress);
    },
    onWarning: (message) => context.say(`warning: ${message}`),
  });
  const made = await making.finally(meter.clear);
  const { path, frames, seconds, framesPerSecond, bytes } = made;
  // The line holds what it always held; when frames came is for who measures us ("bench render").
  const arrivals = process.env.CLOCKWORK_ARRIVALS === undefined ? {} : { firstFrame, lastFrame };
  if (json) context.json({ path, frames, seconds, framesPerSecond, bytes, ...arrivals });
  const pages = made.workers === 1 ? '' : `${made.workers} pages, `;
  const reused = made.reused === 0 ? '' : `; ${made.reused} frames were there`;
  const repeated = made.repeated === 0 ? '' : `; ${made.repeated} stood still`;
  context.say(
    `${path}  ${frames} frames, ${made.duration.toFixed(2)} s, ${formatBytes(bytes)}, filmed in ` +
      `${seconds.toFixed(1)} s (${framesPerSecond.toFixed(1)} frames/s; ${pages}${made.encoder}${reused}${repeated})`,
  );
  if (made.captions !== undefined) context.say(`${made.captions}  ${made.cues.length} captions`);
  return { film: made, size, fps, format, codec };
}

/** Where a file goes: what `out=` names if it names a file and there is only one, else a name in that folder. */
export function pathFor({ out }: Job, name: string, ending: string, only: boolean): string {
  if (out === undefined) return join('output', name);
  if (ending === '' ? MEDIA_ENDING.test(out) : !out.toLowerCase().endsWith(ending)) {
    // Not a folder called film.avi: somebody who wants another kind of file should hear that there is none.
    if (MEDIA_ENDING.test(out)) {
      const right = ending === '' ? 'is a folder' : `ends in ${ending}`;
      throw new InputError(`out=${out}: what is written here ${right}.`);
    }
    return join(out, name);
  }
  // A folder of pictures may be named, or the folder that several lie in.
  if (ending === '' && !only) return join(out, name);
  if (!only) throw new InputError(`out=${out} names one file, but several are written: name a folder.`);
  return out;
}
