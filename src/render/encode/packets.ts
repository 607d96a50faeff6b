import {
  EncodedPacket,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  FilePathSource,
  Input,
  MP4,
  Mp4OutputFormat,
  Output,
} from 'mediabunny';
import { WorkError } from '../../errors';
import { writeError } from '../atomic';
import type { PixelSize, Shipping } from '../page/protocol';
import type { Encoder, EncodeSettings, JoinSettings, Piece, PieceEncoder } from './encoder';
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

/**
 * Seconds from one key frame to the next: players seek in the film without decoding all of it, and pages, which take
 * turns in groups, share short films evenly.
 */
const GROUP_SECONDS = 1;

type PacketShipping = Extract<Shipping, { as: 'packets' }>;

/** What the file says its colours are; the same as the stream says. */
const COLOUR = { primaries: 'bt709', transfer: 'bt709', matrix: 'bt709', fullRange: false } as const;

/**
 * An encoder whose work the page does, with WebCodecs: here its packets are written into MP4 files.
 *
 * Timestamps come from frame numbers, so frames that several pages encode in turn join exactly.
 *
 * @param browser - Name and version of the browser.
 */
export function packetEncoder(browser: string, settings: EncodeSettings): Encoder {
  const { size, fps } = settings;
  const groupSize = Math.round(GROUP_SECONDS * fps);
  const shipping = {
    as: 'packets',
    codec: h264Codec(size, fps),
    fps,
    ...careFor(settings),
    groupSize,
  } as const;
  return {
    name: `${browser}, WebCodecs`,
    identity: JSON.stringify([browser, shipping]),
    shipping,
    // Packets are small: whole groups wait for the one before to be complete.
    block: groupSize,
    window: 3 * groupSize,
    ending: 'mp4',
    begin: (piece, out) => beginPiece(piece, out, settings),
    join: (pieces, film) => joinPackets(pieces, film, settings),
  };
}

/** An MP4 file with its index in front, that takes packets one by one. */
async function beginPackets(
  file: Pick<JoinSettings, 'path' | 'out'>,
  { fps }: EncodeSettings,
  frames: number,
  tags: Readonly<Record<string, string>>,
) {
  const output = new Output({
    format: new Mp4OutputFormat({ fastStart: 'reserve' }),
    target: fileTarget(file.path),
  });
  const track = new EncodedVideoPacketSource('avc');
  output.addVideoTrack(track, { frameRate: fps, maximumPacketCount: frames });
  output.setMetadataTags(tags);
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      const fromSystem = typeof error === 'object' && error !== null && 'code' in error;
      throw fromSystem ? writeError(file.out, error) : error;
    }
  };
  await guarded(() => output.start());
  return {
    add: (frame: number, key: boolean, data: Uint8Array, config: VideoDecoderConfig | undefined) =>
      guarded(() =>
        track.add(
          new EncodedPacket(data, key ? 'key' : 'delta', frame / fps, 1 / fps),
          config && { decoderConfig: config },
        ),
      ),
    finish: () => guarded(() => output.finalize()),
    abort: async () => {
      if (output.state !== 'finalized') await output.cancel().catch(() => undefined);
    },
  };
}

async function beginPiece(piece: Piece, out: string, settings: EncodeSettings): Promise<PieceEncoder> {
  const { width, height } = settings.size;
  const file = await beginPackets({ path: piece.path, out }, settings, piece.frames, {});
  let first: number | undefined;
  let taken = 0;
  let description: string | undefined;
  return {
    take: async ({ frame, key = false, config }, payload) => {
      first ??= frame;
      if (config?.description !== undefined) {
        if (description !== undefined && description !== config.description) {
          throw new WorkError('the browser changed its encoder in the middle of the film');
        }
        description = config.description;
      }
      await file.add(
        frame - first,
        key,
        payload,
        config && {
          codec: config.codec,
          codedWidth: width,
          codedHeight: height,
          colorSpace: COLOUR,
          ...(config.description === undefined
            ? {}
            : { description: Buffer.from(config.description, 'base64') }),
        },
      );
      taken++;
    },
    finish: async () => {
      if (taken !== piece.frames) {
        throw new WorkError(`the browser's encoder gave ${taken} of ${piece.frames} frames`);
      }
      await file.finish();
    },
    abort: file.abort,
  };
}

/** Joins films of packets by their frame numbers, without ffmpeg. */
export async function joinPackets(
  pieces: readonly Piece[],
  film: JoinSettings,
  settings: EncodeSettings,
): Promise<void> {
  const frames = pieces.reduce((sum, piece) => sum + piece.frames, 0);
  const { title, comment } = film.tags;
  const tags = {
    ...(title === undefined ? {} : { title }),
    ...(comment === undefined ? {} : { comment }),
  };
  const file = await beginPackets(film, settings, frames, tags);
  try {
    let begin = 0;
    for (const piece of pieces) {
      const input = new Input({ formats: [MP4], source: new FilePathSource(piece.path) });
      const track = await input.getPrimaryVideoTrack();
      if (track === null) throw new WorkError(`${piece.path} holds no film: begin again with cache=false.`);
      let config: VideoDecoderConfig | undefined = (await track.getDecoderConfig()) ?? undefined;
      for await (const packet of new EncodedPacketSink(track).packets()) {
        film.signal?.throwIfAborted();
        const frame = begin + Math.round(packet.timestamp * settings.fps);
        await file.add(frame, packet.type === 'key', packet.data, config);
        config = undefined;
      }
      begin += piece.frames;
    }
    await file.finish();
  } finally {
    await file.abort();
  }
}

/** The constant rate factor of x264 that is like what the browser's encoder does without a rate: it quantizes by 26. */
const STEADY = 23;

/**
 * What the browser's encoder is told, which knows no constant rate factor.
 *
 * Told of drawn pictures, and without a rate, it keeps every frame equally well, and moving edges in fewer bits
 * (`docs/rendering.md` has the figures); with a rate, each group begins with a poor key frame. But drawn pictures get no
 * better than that, whatever the rate: who wants more has them taken for filmed ones, with a share of a bit for every
 * pixel, doubled with every six steps of the factor as x264 would.
 */
function careFor({ size, fps, crf }: EncodeSettings): Pick<PacketShipping, 'bitrate' | 'content'> {
  const content = crf < STEADY ? 'motion' : 'detail';
  if (crf === STEADY) return { content };
  const bitsPerPixel = 0.1 * 2 ** ((STEADY - crf) / 6);
  return { content, bitrate: Math.round(size.width * size.height * fps * bitsPerPixel) };
}
