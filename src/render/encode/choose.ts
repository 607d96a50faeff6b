import { WorkError } from '../../errors';
import type { OpenProject } from '../project';
import { CODECS, type Codec } from './codecs';
import type { Encoder, EncodeSettings } from './encoder';
import { ffmpegEncoder } from './ffmpeg';
import { FFMPEG_REMEDY, findFfmpeg } from './find-ffmpeg';
import type { ChosenFormat } from './formats';
import { h264Codec, packetEncoder } from './packets';

/** Who encodes: ffmpeg, or the browser itself, which is quicker, makes larger files, and knows H.264 in MP4 only. */
export type EncoderName = 'ffmpeg' | 'browser';

/**
 * The first encoder of those asked for that the machine has.
 *
 * @throws WorkError if it has none of them: what is missing, and what to do.
 */
export async function chooseEncoder(
  open: OpenProject,
  wanted: readonly EncoderName[],
  chosen: ChosenFormat,
  settings: EncodeSettings,
): Promise<Encoder> {
  const codec: Codec = CODECS[chosen.codec];
  const missing: string[] = [];
  for (const name of wanted) {
    if (name === 'ffmpeg') {
      const ffmpeg = await findFfmpeg();
      if (ffmpeg?.encoders.has(codec.encoder)) return ffmpegEncoder(ffmpeg, chosen, settings);
      missing.push(ffmpeg ? `${ffmpeg.path} lacks ${codec.encoder}` : 'there is no ffmpeg');
    } else if (chosen.format === 'mp4' && chosen.codec === 'h264') {
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
  const instead = chosen.codec === 'h264' ? '' : '\n  Or take another format: format=mp4 codec=h264';
  throw new WorkError(
    `no encoder for ${codec.label}: ${missing.join(', and ')}.\n  ${FFMPEG_REMEDY}${instead}`,
  );
}
