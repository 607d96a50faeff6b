import { parse } from 'node:path';
import { InputError } from '../../errors';
import type { CodecName } from './codecs';

/** A kind of file that a film can be. */
export interface Format {
  /** What it is, for people. */
  readonly label: string;
  /** How its files end; a sequence of pictures is a folder. */
  readonly ending: '.mp4' | '.webm' | '.mov' | '.gif' | '';
  /** Codecs that it takes, the first unless another is asked for. */
  readonly codecs: readonly CodecName[];
  readonly alpha: boolean;
  /** Whether it can hold sound. */
  readonly sound: boolean;
}

/** The formats by the name that `format=` takes. */
export const FORMATS = {
  mp4: {
    label: 'MP4',
    ending: '.mp4',
    codecs: ['h264', 'hevc', 'av1'],
    alpha: false,
    sound: true,
  },
  webm: { label: 'WebM', ending: '.webm', codecs: ['vp9', 'av1'], alpha: true, sound: true },
  mov: { label: 'QuickTime', ending: '.mov', codecs: ['prores', 'h264'], alpha: true, sound: true },
  gif: { label: 'GIF', ending: '.gif', codecs: ['png'], alpha: true, sound: false },
  png: { label: 'a folder of PNG files', ending: '', codecs: ['png'], alpha: true, sound: false },
} as const satisfies Record<string, Format>;

/** The name of a format. */
export type FormatName = keyof typeof FORMATS;

/** Names of the formats. */
export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** The quickest GIF: players slow down any that is quicker. */
const GIF_LIMIT = 50;

/** The format that a file's ending means, or undefined if it means none. */
export function formatOfEnding(out: string): FormatName | undefined {
  const { ext } = parse(out.toLowerCase());
  return ext === '' ? undefined : FORMAT_NAMES.find((name) => FORMATS[name].ending === ext);
}

/** What a film is to be. */
export interface ChosenFormat {
  readonly format: FormatName;
  readonly codec: CodecName;
}

/**
 * Settles format and codec, from what was asked for and the name of the file.
 *
 * @throws InputError where they do not fit each other, with what does.
 */
export function chooseFormat(wanted: {
  readonly out: string;
  readonly format?: FormatName | undefined;
  readonly codec?: CodecName | undefined;
  readonly transparent?: boolean | undefined;
  readonly fps: number;
}): ChosenFormat {
  const { out, transparent = false, fps } = wanted;
  const ofEnding = formatOfEnding(out);
  const name = wanted.format ?? ofEnding ?? 'mp4';
  const format: Format = FORMATS[name];
  if (ofEnding !== undefined && ofEnding !== name) {
    const right = format.ending === '' ? 'a folder' : `a name that ends in ${format.ending}`;
    throw new InputError(`${out} does not fit format=${name}: give ${right}, or format=${ofEnding}.`);
  }
  const codec = wanted.codec ?? format.codecs[0] ?? 'h264';
  if (!format.codecs.includes(codec)) {
    throw new InputError(
      `format=${name} does not hold codec=${codec}.\n  codecs of ${name}: ${format.codecs.join(', ')}`,
    );
  }
  if (transparent && !(format.alpha && KEEPS_ALPHA.includes(codec))) {
    throw new InputError(
      `${format.label} with ${codec} keeps no transparency.\n  formats that do: webm, mov (ProRes), gif, png`,
    );
  }
  if (name === 'gif' && fps > GIF_LIMIT) {
    throw new InputError(
      `a GIF of ${fps} frames per second is shown slower than that: take fps=${GIF_LIMIT} or less.`,
    );
  }
  return { format: name, codec };
}

const KEEPS_ALPHA: readonly CodecName[] = ['vp9', 'prores', 'png'];
