import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError, WorkError } from '../../../errors';
import {
  CODECS,
  type Codec,
  type CodecName,
  encodeFrames,
  FORMAT_NAMES,
  FORMATS,
  type FoundFfmpeg,
  film,
  type OpenProject,
  QUALITIES,
  type RawFrames,
  writeRawFrames,
} from '../../../render';
import { measureSsim } from '../render/ssim';
import { endedChildrenSeconds } from './child-time';
import { CLIP_SECONDS, type Clip } from './clips';
import { frameHashes } from './frame-hashes';
import { measureFullChroma } from './full-chroma';
import type { QualityRow } from './results';

/** The codecs that are compared: those of films. A GIF has 256 colours, and pictures lose nothing. */
export const COMPARED = ['h264', 'hevc', 'av1', 'vp9', 'prores'] as const satisfies readonly CodecName[];

const { size, fps, preset, crf: careful } = QUALITIES.high;

/** What a clip is measured with. */
export interface MeasureOptions {
  readonly ffmpeg: FoundFfmpeg;
  readonly codecs: readonly CodecName[];
  /** The codec's own factor, in place of the one that belongs to high quality. */
  readonly crf: number | undefined;
  /** A folder for some gigabytes. */
  readonly folder: string;
  readonly signal: AbortSignal | undefined;
}

/**
 * Draws a clip without loss, encodes it with each codec as high quality does, and compares frame by frame.
 *
 * @throws WorkError if a lossless film does not give back the frames as they were drawn, to the bit.
 */
export async function measureClip(
  open: OpenProject,
  clip: Clip,
  options: MeasureOptions,
  tell: (row: QualityRow) => void,
): Promise<void> {
  const { folder, codecs } = options;
  const play = { scenes: [clip.scene], variables: clip.variables, size, fps, range: clip.range };
  const lossless = join(folder, 'lossless.mp4');
  const planes = await writeRawFrames(open, { ...play, as: 'i420', out: join(folder, 'frames.i420') });
  const kept = { out: lossless, crf: 0, preset: 'ultrafast', encoders: ['ffmpeg'], cache: false } as const;
  await film(open, { ...play, ...kept, signal: options.signal });
  await checkSame(options.ffmpeg, lossless, planes, clip);
  for (const as of ['i420', 'rgba'] as const) {
    const wanted = codecs.filter((codec) => CODECS[codec].ships === as);
    if (wanted.length === 0) continue;
    const raw =
      as === 'i420' ? planes : await writeRawFrames(open, { ...play, as, out: join(folder, 'frames.rgba') });
    for (const codec of wanted) tell(await measureCodec(raw, lossless, clip, codec, options));
  }
}

/** A lossless film that differs would mean that the frames to compare with are not the film's. */
async function checkSame({ path }: FoundFfmpeg, lossless: string, raw: RawFrames, clip: Clip): Promise<void> {
  const hashes = await frameHashes(path, lossless);
  const wrong = raw.hashes.findIndex((hash, i) => hash !== hashes[i]);
  if (wrong < 0 && hashes.length === raw.frames) return;
  throw new WorkError(
    `${clip.name}: a film without loss (crf=0) is not what was drawn, from frame ${wrong < 0 ? raw.frames : wrong} of the clip on.`,
  );
}

async function measureCodec(
  raw: RawFrames,
  lossless: string,
  clip: Clip,
  codec: CodecName,
  { ffmpeg, folder, signal, crf }: MeasureOptions,
): Promise<QualityRow> {
  const kept: Codec = CODECS[codec];
  const format = FORMAT_NAMES.find((name) => FORMATS[name].codecs.some((held) => held === codec));
  if (format === undefined) throw new InputError(`no format holds ${codec}`);
  const out = join(folder, `${codec}${FORMATS[format].ending}`);
  const factor = kept.crf === undefined ? null : (crf ?? kept.crf.like(careful));
  const before = endedChildrenSeconds();
  const how = { ffmpeg, out, size, fps, preset, format, codec, signal, crf: factor ?? 0 };
  const seconds = await encodeFrames(raw, how);
  const after = endedChildrenSeconds();
  const chroma = kept.ships === 'i420' ? '4:2:0' : '4:4:4';
  const alike = { film: out, reference: lossless, offset: 0, matrix: 'bt709', plain: true, signal } as const;
  const { frames, ...likeness } =
    chroma === '4:2:0'
      ? await measureSsim(ffmpeg, alike)
      : await measureFullChroma(ffmpeg, { film: out, frames: raw.path, size, fps, signal });
  if (frames !== raw.frames)
    throw new WorkError(`${clip.name}: ${codec} kept ${frames} of ${raw.frames} frames.`);
  const { size: bytes } = await stat(out);
  return {
    ...{ codec, crf: factor, chroma, ...likeness },
    megabitsPerSecond: (8 * bytes) / CLIP_SECONDS / 1e6,
    framesPerSecond: raw.frames / seconds,
    millisecondsPerFrame:
      before === undefined || after === undefined ? null : (1000 * (after - before)) / raw.frames,
  };
}
