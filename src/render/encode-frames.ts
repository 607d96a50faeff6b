import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { InputError, WorkError } from '../errors';
import { CODECS, type Codec } from './encode/codecs';
import { ffmpegEncoder } from './encode/ffmpeg';
import type { FoundFfmpeg } from './encode/find-ffmpeg';
import type { ChosenFormat } from './encode/formats';
import type { PixelSize } from './page/protocol';
import type { RawFrames } from './raw-frames';

/** How frames are kept. */
export interface EncodeFramesOptions extends ChosenFormat {
  readonly ffmpeg: FoundFfmpeg;
  readonly out: string;
  readonly size: PixelSize;
  readonly fps: number;
  /** The codec's own constant rate factor. */
  readonly crf: number;
  readonly preset: string;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Makes a film of frames that are drawn already, in one piece, with the encoder that `film` would use: what encoding
 * alone takes and gives.
 *
 * @returns Seconds from the first frame to the end of the piece.
 * @throws InputError if the ffmpeg lacks the codec; WorkError if it fails.
 */
export async function encodeFrames(raw: RawFrames, options: EncodeFramesOptions): Promise<number> {
  const { ffmpeg, out, size, fps, crf, preset, format, codec, signal } = options;
  const { encoder: name, piece: ending }: Codec = CODECS[codec];
  if (!ffmpeg.encoders.has(name)) throw new InputError(`${ffmpeg.path} lacks ${name}.`);
  const settings = { size, fps, crf, preset, transparent: false, repeat: false };
  const encoder = ffmpegEncoder(ffmpeg, { format, codec }, settings);
  const piece = { path: `${out}.piece.${ending}`, frames: raw.frames };
  const begun = performance.now();
  const encoding = await encoder.begin(piece, out);
  try {
    const frames = createReadStream(raw.path, { highWaterMark: raw.bytesPerFrame, signal });
    let frame = 0;
    for await (const payload of frames) {
      if (!Buffer.isBuffer(payload)) throw new WorkError(`${raw.path} is read as text`);
      await encoding.take({ kind: 'frame', frame: frame++ }, payload);
    }
    await encoding.finish();
    const seconds = (performance.now() - begun) / 1000;
    await encoder.join([piece], { path: out, out, tags: {}, chapters: [], sound: undefined, signal });
    return seconds;
  } finally {
    await encoding.abort();
    await rm(piece.path, { force: true });
  }
}
