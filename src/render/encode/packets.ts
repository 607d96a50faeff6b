import { EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { WorkError } from '../../errors';
import { writeError } from '../atomic';
import type { PixelSize } from '../page/protocol';
import type { Encoder, EncodeSettings } from './encoder';
import { fileTarget } from './file-target';

/**
 * Levels of H.264 (table A-1): number, macroblocks a frame, macroblocks a second. A codec string names the
 * lowest level that holds the film, so that players know what awaits them.
 */
const LEVELS = [
  [31, 3600, 108_000],
  [32, 5120, 216_000],
  [40, 8192, 245_760],
  [42, 8704, 522_240],
  [50, 22_080, 589_824],
  [51, 36_864, 983_040],
  [52, 36_864, 2_073_600],
] as const;

/** The codec string of H.264, High profile, at the level that a film needs. */
export function h264Codec({ width, height }: PixelSize, fps: number): string {
  const blocks = Math.ceil(width / 16) * Math.ceil(height / 16);
  const level = LEVELS.find(([, frame, second]) => blocks <= frame && blocks * fps <= second) ?? LEVELS[6];
  return `avc1.6400${level[0].toString(16).toUpperCase()}`;
}

/** Seconds from one key frame to the next: players seek in the film without decoding all of it. */
const GROUP_SECONDS = 2;

/** What the file says its colours are; the same as the stream says. */
const COLOUR = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

/**
 * Writes packets that the page encodes with WebCodecs into an MP4 file with its index in front.
 *
 * Timestamps come from frame numbers, so frames that several pages encode in turn join exactly.
 */
export async function packetEncoder(settings: EncodeSettings): Promise<Encoder> {
  const { size, fps, frames } = settings;
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'reserve' }),
    target: fileTarget(settings.path),
  });
  const track = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(track, { frameRate: fps, maximumPacketCount: frames });
  const { title, comment } = settings.tags;
  output.setMetadataTags({
    ...(title === undefined ? {} : { title }),
    ...(comment === undefined ? {} : { comment }),
  });
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (typeof error === 'object' && error !== null && 'code' in error)
        throw writeError(settings.out, error);
      throw error;
    }
  };
  await guarded(() => output.start());
  const groupSize = Math.round(GROUP_SECONDS * fps);
  let first: number | undefined;
  let taken = 0;
  let description: string | undefined;
  return {
    shipping: {
      as: 'packets',
      codec: h264Codec(size, fps),
      fps,
      bitrate: bitrateFor(settings),
      groupSize,
    },
    // Packets are small: whole groups wait for the one before to be complete.
    block: groupSize,
    window: 3 * groupSize,
    take: ({ frame, key = false, config }, payload) =>
      guarded(async () => {
        first ??= frame;
        if (config?.description !== undefined) {
          if (description !== undefined && description !== config.description) {
            throw new WorkError('the browser changed its encoder in the middle of the film');
          }
          description = config.description;
        }
        const packet = new EncodedPacket(payload, key ? 'key' : 'delta', (frame - first) / fps, 1 / fps);
        await track.add(packet, {
          ...(config === undefined
            ? {}
            : {
                decoderConfig: {
                  codec: config.codec,
                  codedWidth: size.width,
                  codedHeight: size.height,
                  colorSpace: COLOUR,
                  ...(config.description === undefined
                    ? {}
                    : { description: Buffer.from(config.description, 'base64') }),
                },
              }),
        });
        taken++;
      }),
    finish: () =>
      guarded(async () => {
        if (taken !== frames) throw new WorkError(`the browser's encoder gave ${taken} of ${frames} frames`);
        await output.finalize();
      }),
    abort: async () => {
      if (output.state !== 'finalized') await output.cancel().catch(() => undefined);
    },
  };
}

/**
 * Bits a second for the browser's encoder, which knows no constant quality: a share of a bit for every
 * pixel, doubled with every six steps of the constant rate factor as x264 would.
 */
function bitrateFor({ size, fps, crf }: EncodeSettings): number {
  const bitsPerPixel = 0.1 * 2 ** ((23 - crf) / 6);
  return Math.round(size.width * size.height * fps * bitsPerPixel);
}
