import { InputError } from '../errors';
import type { EncoderName } from './encode/choose';
import type { PixelSize } from './page/protocol';

/** A named choice of size, rate and care. */
export interface Quality {
  readonly size: PixelSize;
  readonly fps: number;
  /** x264's constant rate factor: 0 is lossless. What codecs lose with that of `high` is in docs/codecs.md. */
  readonly crf: number;
  /** Balance of time against size, one of `PRESETS`. */
  readonly preset: string;
  /** Encoders in the order in which they are tried. */
  readonly encoders: readonly EncoderName[];
}

/**
 * x264's presets, quickest first, and one of our own, `swift` (see `encode/codecs.ts`); other codecs have numbers for
 * them.
 */
export const PRESETS = [
  'ultrafast',
  'superfast',
  'swift',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
] as const;

/** The qualities by name. */
export const QUALITIES = {
  /**
   * To look at while working: small, half the rate, quick. x264's quickest preset takes less processor time than the
   * browser's encoder, and gives the same film each time; its files are two to four times as large.
   */
  preview: {
    size: { width: 1280, height: 720 },
    fps: 30,
    crf: 23,
    preset: 'ultrafast',
    encoders: ['ffmpeg', 'browser'],
  },
  /** To publish: visually lossless, even where twelve thousand squares move (SSIM 0.995; with 16 it was 0.988). */
  high: {
    size: { width: 1920, height: 1080 },
    fps: 60,
    crf: 10,
    preset: 'swift',
    encoders: ['ffmpeg', 'browser'],
  },
  '4k': {
    size: { width: 3840, height: 2160 },
    fps: 60,
    crf: 10,
    preset: 'swift',
    encoders: ['ffmpeg', 'browser'],
  },
} as const satisfies Record<string, Quality>;

/** The name of a quality. */
export type QualityName = keyof typeof QUALITIES;

/** Names of the qualities. */
export const QUALITY_NAMES = Object.keys(QUALITIES) as QualityName[];

/** The longest side that an H.264 encoder at level 5.2 takes. */
const LONGEST_SIDE = 4096;

/**
 * Reads `1280x720`.
 *
 * @throws InputError for anything that is no size.
 */
export function parseSize(text: string): PixelSize {
  const [, width, height] = /^(\d+)[x×](\d+)$/.exec(text) ?? [];
  const size = { width: Number(width), height: Number(height) };
  if (width === undefined || size.width < 16 || size.height < 16) {
    throw new InputError(
      `size=${text}: write width x height in pixels, as in 1280x720, each from 16 to ${LONGEST_SIDE}.`,
    );
  }
  if (Math.max(size.width, size.height) > LONGEST_SIDE) {
    throw new InputError(`size=${text}: the longest side is ${LONGEST_SIDE} pixels.`);
  }
  return size;
}

/**
 * Checks that a size can be filmed: most codecs store colours for two by two pixels together.
 *
 * @throws InputError for odd sizes, with the nearest even one.
 */
export function checkFilmSize({ width, height }: PixelSize, ships: 'i420' | 'rgba' = 'i420'): void {
  if (ships === 'rgba') return;
  if (width % 2 === 0 && height % 2 === 0) return;
  const even = `${width + (width % 2)}x${height + (height % 2)}`;
  throw new InputError(
    `a film of ${width}x${height} pixels cannot be stored as 4:2:0: both sides must be even (${even}).`,
  );
}
