import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ALL_FORMATS, EncodedPacketSink, FilePathSource, Input } from 'mediabunny';
import { expect } from 'vitest';
import { findFfmpeg } from '../../src/render/encode/find-ffmpeg';

/** The ffmpeg of this machine, to decode with; tests that need one are skipped where there is none. */
export const ffmpeg = await findFfmpeg();

/** What a reader finds in a file, with mediabunny: no ffmpeg needed. */
export async function readBack(path: string) {
  const input = new Input({ formats: ALL_FORMATS, source: new FilePathSource(path) });
  const track = await input.getPrimaryVideoTrack();
  if (track === null) throw new Error(`${path} has no video`);
  const times: number[] = [];
  for await (const packet of new EncodedPacketSink(track).packets()) times.push(packet.timestamp);
  return {
    times: times.sort((a, b) => a - b),
    duration: await track.computeDuration(),
    size: { width: track.displayWidth, height: track.displayHeight },
    colour: await track.getColorSpace(),
    codec: await track.getCodecParameterString(),
    tags: await input.getMetadataTags(),
  };
}

/** Decodes one frame of a file or picture to red, green and blue bytes. */
export async function pixels(path: string, frame: number): Promise<Buffer> {
  const { stdout } = await promisify(execFile)(
    ffmpeg?.path ?? 'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-i',
        path,
        '-vf',
        `select=eq(n\\,${frame}),scale=in_color_matrix=bt709:in_range=tv:flags=accurate_rnd+full_chroma_int`,
      ],
      ...['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1'],
    ],
    { encoding: 'buffer', maxBuffer: 1 << 26 },
  );
  return stdout;
}

/** Root mean square difference of two pictures, in steps of 255. */
export function difference(a: Buffer, b: Buffer): number {
  expect(a.length).toBe(b.length);
  let sum = 0;
  for (const [i, value] of a.entries()) sum += (value - (b[i] ?? 0)) ** 2;
  return Math.sqrt(sum / a.length);
}
