import type { WebSocket } from 'ws';
import { InterruptedError, WorkError } from '../errors';
import { beginFile } from './atomic';
import type { Encoder, EncodeSettings, ShippedFrame } from './encode/encoder';
import { FFMPEG_REMEDY, ffmpegEncoder, findFfmpeg } from './encode/ffmpeg';
import { h264Codec, packetEncoder } from './encode/packets';
import { framesOf, type MomentRange } from './frames';
import { pack, unpack } from './page/protocol';
import type { OpenProject } from './project';
import { checkFilmSize } from './quality';
import { type Playback, type PlayOptions, preparePage } from './stills';

/** Who encodes: ffmpeg, or the browser itself; `auto` takes what the quality asks for and the machine has. */
export type EncoderName = 'auto' | 'ffmpeg' | 'browser';

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
  readonly encoder?: EncoderName | undefined;
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
}

/** Messages of the frame socket that may wait in Node: enough to keep the encoder busy, little to hold. */
const WINDOW = 3;

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
    const [chosen, name] = await chooseEncoder(open, options, {
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
    await shipFrames(open, encoder, range, (frame) =>
      options.onProgress?.({ frame: frame - range.from + 1, frames, seconds: elapsed() }),
    );
    await encoder.finish();
    const bytes = await draft.finish();
    const seconds = elapsed();
    return {
      path: options.out,
      frames,
      duration: frames / playback.fps,
      seconds,
      framesPerSecond: frames / seconds,
      bytes,
      encoder: name,
    };
  } catch (error) {
    if (options.signal?.aborted) throw new InterruptedError('interrupted: nothing was written.');
    throw error;
  } finally {
    await encoder?.abort();
    await draft.discard();
  }
}

/** Asks the page for the range and hands what it ships to the encoder, one message at a time. */
async function shipFrames(
  open: OpenProject,
  encoder: Encoder,
  range: { from: number; to: number },
  onFrame: (frame: number) => void,
): Promise<void> {
  const arrival = open.page.frames();
  const filmed = open.page.ask({ kind: 'film', ...range, shipping: encoder.shipping });
  const shipping = arrival.then((socket) => takeFrames(socket, encoder, range, onFrame));
  // If the page fails, frames that never come are not waited for; if the encoder fails, nor is the page.
  await Promise.all([filmed, shipping]);
}

/** Takes every frame of a range off a socket, in order. */
function takeFrames(
  socket: WebSocket,
  encoder: Encoder,
  range: { from: number; to: number },
  onFrame: (frame: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let next = range.from;
    let work = Promise.resolve();
    const allow = (frames: number) => socket.send(pack({ id: 0, request: { kind: 'taken', frames } }));
    socket.on('message', (data: Buffer) => {
      work = work
        .then(async () => {
          const { head, payload } = unpack(data);
          const message = head as ShippedFrame;
          if (message.frame !== next) throw new WorkError(`frame ${message.frame} came in place of ${next}`);
          next++;
          await encoder.take(message, Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength));
          onFrame(message.frame);
          if (next === range.to) resolve();
          else allow(1);
        })
        .catch(reject);
    });
    socket.on('close', () => {
      // The page itself says why, unless it said that all was well.
      const gone = new WorkError(`the page stopped shipping at frame ${next}`);
      void work.then(() => setTimeout(() => next < range.to && reject(gone), 2000).unref());
    });
    allow(WINDOW);
  });
}

/** The encoder that the options ask for and the machine has, and its name. */
async function chooseEncoder(
  open: OpenProject,
  { encoder: wanted = 'auto' }: FilmOptions,
  settings: EncodeSettings,
): Promise<[Encoder, string]> {
  const ffmpeg = wanted === 'browser' ? undefined : await findFfmpeg();
  if (ffmpeg?.x264) return [ffmpegEncoder(ffmpeg, settings), `ffmpeg ${ffmpeg.version}, libx264`];
  if (wanted === 'ffmpeg') {
    throw new WorkError(
      `${ffmpeg ? `${ffmpeg.path} lacks libx264` : 'there is no ffmpeg'}.\n  ${FFMPEG_REMEDY}`,
    );
  }
  const codec = h264Codec(settings.size, settings.fps);
  const { size: pixels, fps } = settings;
  if (await open.page.ask<boolean>({ kind: 'encodes', codec, pixels, fps }))
    return [await packetEncoder(settings), `${open.browser.version}, WebCodecs`];
  throw new WorkError(
    `no encoder: there is no ffmpeg with libx264, and ${open.browser.version} (${open.browser.found.path}) does not encode ${codec}.\n  ${FFMPEG_REMEDY}`,
  );
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
