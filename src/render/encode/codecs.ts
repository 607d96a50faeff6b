import { PRESETS } from '../quality';
import type { EncodeSettings } from './encoder';

/** How frames are kept in a film. */
export interface Codec {
  /** What people call it. */
  readonly label: string;
  /** ffmpeg's encoder. */
  readonly encoder: string;
  /** What pages ship: 4:2:0 planes, or all four channels. */
  readonly ships: 'i420' | 'rgba';
  readonly alpha: boolean;
  /** Ending of a piece: a container out of which this codec joins exactly. */
  readonly piece: 'ts' | 'mp4' | 'webm' | 'mov' | 'nut';
  /** The codec's own factor that looks like this one of x264, and the largest it takes. */
  readonly crf?: { readonly like: (x264: number) => number; readonly max: number };
  /** ffmpeg's words for it. */
  readonly args: (settings: EncodeSettings) => string[];
}

/** Frames from one key frame to the next, two seconds: players seek in the film without decoding all of it. */
export const keyFrameEvery = ({ fps }: EncodeSettings): number => Math.round(2 * fps);

const group = (settings: EncodeSettings) => ['-g', String(keyFrameEvery(settings))];

/**
 * What `swift` adds to `veryfast`: no B frames and a coarser search. At the same likeness x264 is through in two thirds of
 * the processor time, for half as many bits again: of ready frames of 1080p60 at factor 10 it took, on one core,
 * 16 -> 10 ms each for text, 31 -> 19 for moving squares, 18 -> 12 for surfaces, with an SSIM of 0.9996, 0.9951 -> 0.9958 and
 * 0.9993. `superfast` takes longer than that, for more bits.
 */
const SWIFT = ['-x264-params', 'bframes=0:subme=1'];

/** A preset by the name that x264 and x265 know. */
const known = ({ preset }: EncodeSettings) => (preset === 'swift' ? 'veryfast' : preset);

/** A preset's place among x264's, from 0 (quickest) to 1 (slowest): other codecs number their presets. */
function slowness(settings: EncodeSettings): number {
  const names: readonly string[] = PRESETS.filter((name) => name !== 'swift');
  const place = names.indexOf(known(settings));
  return place < 0 ? 0.5 : place / (names.length - 1);
}

/**
 * Threads of one encoder. A number and not the machine's choice: how x264 splits the work shows in the result, and
 * a film is to be the same to the bit on a machine with more cores. With 1, 2 and 4 on two cores, x264 gives the same
 * likeness and bit rate (0.9951 at 21.77 Mbit/s for moving squares, 0.9987 at 4.79 for surfaces; veryfast, factor 10) in
 * the same processor time, within its noise of 8 %: more threads cost nothing here, and more cores are used.
 */
const THREADS = '4';

/** The codecs by the name that `codec=` takes. */
export const CODECS = {
  h264: {
    label: 'H.264',
    encoder: 'libx264',
    ships: 'i420',
    alpha: false,
    piece: 'ts',
    crf: { like: (x264) => x264, max: 51 },
    args: (settings) => [
      // Lossless frames have a profile of their own, which x264 finds by itself.
      ...(settings.crf === 0 ? [] : ['-profile:v', 'high']),
      ...['-pix_fmt', 'yuv420p', '-threads', THREADS],
      ...['-preset', known(settings), '-crf', String(settings.crf), ...group(settings)],
      ...(settings.preset === 'swift' ? SWIFT : []),
    ],
  },
  hevc: {
    label: 'HEVC',
    encoder: 'libx265',
    ships: 'i420',
    alpha: false,
    piece: 'ts',
    // Measured where codecs lose most (`npm run bench quality clips=quads`): it needs a step more to be as alike.
    crf: { like: (x264) => Math.max(0, x264 - 1), max: 51 },
    args: (settings) => [
      ...['-pix_fmt', 'yuv420p', '-preset', known(settings), '-crf', String(settings.crf)],
      ...['-x265-params', `log-level=error:frame-threads=2:pools=${THREADS}`, ...group(settings)],
    ],
  },
  av1: {
    label: 'AV1',
    encoder: 'libsvtav1',
    ships: 'i420',
    alpha: false,
    piece: 'mp4',
    // As above: 3 is as alike as 10 of x264, and 12 as 16.
    crf: { like: (x264) => Math.min(63, Math.max(1, Math.round(1.5 * x264 - 12))), max: 63 },
    args: (settings) => [
      ...['-pix_fmt', 'yuv420p', '-preset', String(Math.round(10 - 8 * slowness(settings)))],
      ...['-crf', String(settings.crf), ...group(settings)],
    ],
  },
  vp9: {
    label: 'VP9',
    encoder: 'libvpx-vp9',
    ships: 'i420',
    alpha: true,
    piece: 'webm',
    // As above: 8 is just as alike as 10 of x264.
    crf: { like: (x264) => Math.max(0, x264 - 3), max: 63 },
    args: (settings) => [
      ...['-pix_fmt', settings.transparent ? 'yuva420p' : 'yuv420p'],
      ...['-crf', String(settings.crf), '-b:v', '0', '-deadline', 'good', '-threads', THREADS],
      ...['-cpu-used', String(Math.round(8 - 7 * slowness(settings))), '-row-mt', '1'],
      // A frame that is not shown cannot be paired with the alpha of one that is.
      ...(settings.transparent ? ['-auto-alt-ref', '0'] : []),
      ...group(settings),
    ],
  },
  prores: {
    label: 'ProRes 4444',
    encoder: 'prores_ks',
    ships: 'rgba',
    alpha: true,
    piece: 'mov',
    args: ({ transparent }) => [
      ...['-profile:v', '4444', '-vendor', 'apl0', '-threads', THREADS],
      ...['-pix_fmt', transparent ? 'yuva444p10le' : 'yuv444p10le'],
    ],
  },
  png: {
    label: 'PNG',
    encoder: 'png',
    ships: 'rgba',
    alpha: true,
    piece: 'nut',
    args: ({ transparent }) => ['-pix_fmt', transparent ? 'rgba' : 'rgb24', '-threads', THREADS],
  },
} as const satisfies Record<string, Codec>;

/** The name of a codec. */
export type CodecName = keyof typeof CODECS;

/** Names of the codecs. */
export const CODEC_NAMES = Object.keys(CODECS) as CodecName[];
