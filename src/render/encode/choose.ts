import { InputError, WorkError } from '../../errors';
import type { OpenProject } from '../project';
import { CODECS, type Codec, type CodecName } from './codecs';
import type { Encoder, EncodeSettings } from './encoder';
import { ffmpegEncoder } from './ffmpeg';
import { FFMPEG_REMEDY, type FoundFfmpeg, findFfmpeg } from './find-ffmpeg';
import { type ChosenFormat, FORMAT_NAMES, FORMATS } from './formats';

/** Who encodes: ffmpeg, or the browser itself, which needs nothing else, and knows H.264 in MP4 only. */
export type EncoderName = 'ffmpeg' | 'browser';

/**
 * The first encoder of those asked for that the machine has.
 *
 * @throws InputError if its ffmpeg lacks this codec and has others: which it lacks, which it has, and what to do;
 * WorkError if nothing here encodes at all.
 */
export async function chooseEncoder(
  open: OpenProject,
  wanted: readonly EncoderName[],
  chosen: ChosenFormat,
  settings: EncodeSettings,
): Promise<Encoder> {
  const codec: Codec = CODECS[chosen.codec];
  const missing: string[] = [];
  let lacking: FoundFfmpeg | undefined;
  for (const name of wanted) {
    if (name === 'ffmpeg') {
      const ffmpeg = await findFfmpeg();
      if (ffmpeg?.encoders.has(codec.encoder)) return ffmpegEncoder(ffmpeg, chosen, settings);
      lacking = ffmpeg;
      missing.push(
        ffmpeg ? `${ffmpeg.path} (${ffmpeg.version}) lacks ${codec.encoder}` : 'there is no ffmpeg',
      );
    } else if (chosen.format === 'mp4' && chosen.codec === 'h264') {
      // Loads a library of seventy modules: not where ffmpeg does it.
      const { h264Codec, packetEncoder } = await import('./packets');
      const { size: pixels, fps } = settings;
      const { version, found } = open.browser;
      const h264 = h264Codec(pixels, fps);
      if (await open.page.ask<boolean>({ kind: 'encodes', codec: h264, pixels, fps })) {
        return packetEncoder(version, settings);
      }
      missing.push(`${version} (${found.path}) does not encode ${h264}`);
    }
  }
  if (missing.length === 0) missing.push(`only ffmpeg encodes ${codec.label}, and it was not asked for`);
  const what = `no encoder for ${codec.label}: ${missing.join(', and ')}.`;
  const others = lacking === undefined ? [] : filesOf(lacking, chosen);
  if (others.length > 0) {
    throw new InputError(
      `${what}\n  It does make: ${others.join(', ')}.\n  Take one of these, or an ffmpeg that was built with ` +
        `${codec.encoder}. ${FFMPEG_REMEDY}`,
    );
  }
  const instead = chosen.codec === 'h264' ? '' : '\n  Or take another format: format=mp4 codec=h264';
  throw new WorkError(`${what}\n  ${FFMPEG_REMEDY}${instead}`);
}

/** What an ffmpeg can make, in the words of the command line: the wanted format first, the others after it. */
function filesOf({ encoders }: FoundFfmpeg, { format }: ChosenFormat): string[] {
  const has = (codec: CodecName) => encoders.has(CODECS[codec].encoder);
  return [format, ...FORMAT_NAMES.filter((name) => name !== format)].flatMap((name) => {
    const codecs = FORMATS[name].codecs.filter(has);
    if (codecs.length === 0) return [];
    return FORMATS[name].codecs.length === 1 ? `format=${name}` : `format=${name} codec=${codecs.join('|')}`;
  });
}
