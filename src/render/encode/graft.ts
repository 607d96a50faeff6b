import { open } from 'node:fs/promises';
import { type EncodedPacket, EncodedPacketSink, FilePathSource, Input, MPEG_TS } from 'mediabunny';
import { WorkError } from '../../errors';
import { writeError } from '../atomic';
import { parameterSets, pictureSyntax } from './h264/parameter-sets';
import { repeatedPictures } from './h264/repeated-picture';
import { groupsOf } from './still-runs';
import { type StreamPicture, TransportStream } from './transport-stream';
import { type BlockFile, writeAll } from './write-all';
import { STILL_COPIES } from './x264';

/** A stretch of a piece that was encoded by itself: a still picture, if any, and what moved after it. */
export interface Part {
  readonly path: string;
  /** Frames for which the picture stands still. The file holds it twice: its second and better key frame counts. */
  readonly still: number;
  /** Frames that moved. */
  readonly moved: number;
}

/** What is told of the film whose piece it is. */
export interface GraftSettings {
  readonly fps: number;
  /** Frames from one key frame to the next, at most. */
  readonly group: number;
  /** What people call the file. */
  readonly out: string;
}

/**
 * Puts parts one after the other into one MPEG-TS file. A still picture's key frame begins groups, whose other frames
 * repeat it (`h264/repeated-picture.ts`); nothing that was encoded is changed.
 *
 * @throws WorkError if the parts do not hold what was given to their encoders, or the disk fails.
 */
export async function graft(
  parts: readonly Part[],
  path: string,
  { fps, group, out }: GraftSettings,
): Promise<void> {
  const file = await open(path, 'w').catch((error: unknown) => {
    throw writeError(out, error);
  });
  try {
    const target = new Target(file, out);
    const first = await firstOf(parts[0], out);
    // A key frame is shown later than decoded, by the frames that others are decoded ahead of their time.
    const delay = frameOf(first, fps);
    const sets = parameterSets(first.data);
    const stream = new TransportStream(fps, delay);
    let begin = 0;
    for (const part of parts) {
      const copies = part.still > 0 ? STILL_COPIES : 0;
      let taken = 0;
      for await (const packet of packetsOf(part.path)) {
        const place = taken++;
        if (place === 0 && Buffer.compare(sets, parameterSets(packet.data)) !== 0) {
          throw oddEncoder(out, 'changed its settings between two parts');
        }
        if (place >= copies) {
          const frame = begin + part.still + frameOf(packet, fps) - delay - copies;
          await target.write(stream.packets({ data: packet.data, frame, key: packet.type === 'key' }));
        } else if (place === copies - 1) {
          for (const picture of stillPictures(packet, begin, part.still, group, out)) {
            await target.write(stream.packets(picture));
          }
        }
      }
      if (taken !== copies + part.moved) {
        throw oddEncoder(out, `gave ${taken} of ${copies + part.moved} frames`);
      }
      begin += part.still + part.moved;
    }
    await target.finish();
  } finally {
    await file.close();
  }
}

/** A still picture as groups: its key frame, and frames that repeat it. */
function* stillPictures(
  { data, type }: EncodedPacket,
  begin: number,
  frames: number,
  group: number,
  out: string,
): Generator<StreamPicture> {
  const syntax = type === 'key' ? pictureSyntax(data) : undefined;
  if (syntax === undefined) throw oddEncoder(out, 'made no key frame of a still picture');
  const repeated = repeatedPictures(syntax);
  let frame = begin;
  for (const length of groupsOf(frames, group)) {
    yield { data, frame: frame++, key: true };
    for (let place = 1; place < length; place++) yield { data: repeated(place), frame: frame++, key: false };
  }
}

/** The pictures of a file, in the order in which they are decoded. */
export async function* packetsOf(path: string): AsyncGenerator<EncodedPacket> {
  const input = new Input({ formats: [MPEG_TS], source: new FilePathSource(path) });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (track !== null) yield* new EncodedPacketSink(track).packets();
  } finally {
    input.dispose();
  }
}

async function firstOf(part: Part | undefined, out: string): Promise<EncodedPacket> {
  if (part !== undefined) for await (const packet of packetsOf(part.path)) return packet;
  throw oddEncoder(out, 'gave no frame');
}

const frameOf = ({ timestamp }: EncodedPacket, fps: number) => Math.round(timestamp * fps);

/** Writes a file in blocks: a picture that repeats another is a packet or two. */
class Target {
  private waiting: Uint8Array[] = [];
  private bytes = 0;
  private position = 0;

  constructor(
    private readonly file: BlockFile,
    private readonly out: string,
  ) {}

  async write(data: Uint8Array): Promise<void> {
    this.waiting.push(data);
    this.bytes += data.length;
    if (this.bytes >= 2 ** 20) await this.finish();
  }

  async finish(): Promise<void> {
    const block = Buffer.concat(this.waiting);
    [this.waiting, this.bytes] = [[], 0];
    await writeAll(this.file, block, this.position).catch((error: unknown) => {
      throw writeError(this.out, error);
    });
    this.position += block.length;
  }
}

function oddEncoder(out: string, what: string): WorkError {
  return new WorkError(`${out}: the encoder ${what}.\n  repeat=false encodes every frame.`);
}
