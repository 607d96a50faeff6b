import { CODECS, type Codec, keyFrameEvery } from './codecs';
import type { Encoder, EncodeSettings } from './encoder';
import type { FoundFfmpeg } from './find-ffmpeg';
import type { ChosenFormat } from './formats';
import { joinPieces } from './join';
import { startFfmpeg } from './run-ffmpeg';
import { stillPieces } from './still-pieces';

/** What every film says its colours are. */
const COLOUR = [
  ...['-color_range', 'tv', '-colorspace', 'bt709'],
  ...['-color_primaries', 'bt709', '-color_trc', 'bt709'],
];

/** ffmpeg's own conversion from four channels to BT.709, as exact as it can. */
const TO_BT709 =
  'scale=in_range=full:out_range=tv:out_color_matrix=bt709:flags=accurate_rnd+full_chroma_int+full_chroma_inp';

/** An encoder that feeds ffmpeg frames through its standard input, a piece at a time. */
export function ffmpegEncoder(ffmpeg: FoundFfmpeg, chosen: ChosenFormat, settings: EncodeSettings): Encoder {
  const codec: Codec = CODECS[chosen.codec];
  const { size, fps, transparent } = settings;
  const planes = codec.ships === 'i420' && !transparent;
  const input = [
    ...['-f', 'rawvideo', '-pixel_format', planes ? 'yuv420p' : 'rgba'],
    ...['-video_size', `${size.width}x${size.height}`, '-framerate', String(fps)],
    ...(planes ? COLOUR : []),
    ...['-i', 'pipe:0'],
  ];
  // Pictures stay red, green and blue.
  const tagged = chosen.codec === 'png' ? [] : COLOUR;
  const converted = planes || chosen.codec === 'png' ? [] : ['-vf', TO_BT709];
  const output = ['-an', ...converted, '-c:v', codec.encoder, ...codec.args(settings), ...tagged];
  const container = {
    // No time before the first frame, so that pieces join without a gap.
    ts: ['-muxdelay', '0', '-muxpreload', '0', '-f', 'mpegts'],
    mp4: ['-f', 'mp4'],
    webm: ['-f', 'webm'],
    mov: ['-movflags', '+write_colr', '-f', 'mov'],
    nut: ['-f', 'nut'],
  }[codec.piece];
  const args = [...input, ...output, ...container];
  const { path } = ffmpeg;
  // Only of H.264 it is known here how a picture says that it is the one before.
  const still =
    settings.repeat && planes && codec.encoder === 'libx264' && codec.piece === 'ts'
      ? stillPieces(
          { path, encoding: [...input, ...output], container, fps, group: keyFrameEvery(settings) },
          size,
        )
      : undefined;
  return {
    name: `ffmpeg ${ffmpeg.version}, ${codec.encoder}`,
    identity: JSON.stringify([ffmpeg.version, args, still?.identity]),
    shipping: planes ? { as: 'i420' } : { as: 'rgba', alpha: transparent },
    // Frames are large: pages take turns frame by frame, and hardly any wait.
    block: 1,
    window: 3,
    ending: codec.piece,
    begin: async (piece, out) => {
      if (still) return still.begin(piece, out);
      const running = startFfmpeg(path, [...args, '-y', piece.path], out);
      return { ...running, take: (_, frame) => running.write(frame) };
    },
    join: (pieces, film) => joinPieces(ffmpeg, chosen, settings, pieces, film),
  };
}
