import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { frameHashes as hashesOf } from '../../src/cli/bench/quality/frame-hashes';
import { ffmpeg } from './read-back';

const run = promisify(execFile);
const tool = ffmpeg?.path ?? 'ffmpeg';

/** What the ffprobe beside ffmpeg says of a file's streams, and of its chapters and tags. */
export async function probe(path: string) {
  const beside = tool.includes('/') ? join(dirname(tool), 'ffprobe') : 'ffprobe';
  const show = ['-show_streams', '-show_chapters', '-show_format', '-count_packets'];
  const { stdout } = await run(beside, ['-v', 'error', ...show, '-of', 'json', path]);
  return JSON.parse(stdout) as {
    streams: Record<string, string | number | undefined>[];
    chapters: { start_time: string; end_time: string; tags: { title: string } }[];
    format: { duration?: string; tags?: Record<string, string> };
  };
}

/** MD5 of every decoded frame of a film. */
export const frameHashes = (path: string): Promise<string[]> => hashesOf(tool, path);

/** Times of the frames of a film in seconds, as they are shown. */
export async function frameTimes(path: string): Promise<number[]> {
  const beside = tool.includes('/') ? join(dirname(tool), 'ffprobe') : 'ffprobe';
  const show = ['-select_streams', 'v', '-show_entries', 'packet=pts_time', '-of', 'csv=p=0'];
  const { stdout } = await run(beside, ['-v', 'error', ...show, path], { maxBuffer: 1 << 26 });
  const times = stdout.split('\n').flatMap((line) => (/\d/.test(line) ? [Number.parseFloat(line)] : []));
  return times.sort((a, b) => a - b);
}

/** Decodes one frame to red, green, blue and alpha bytes. VP9's alpha is known to one of ffmpeg's decoders only. */
export async function rgba(path: string, frame: number): Promise<Buffer> {
  const decoder = path.endsWith('.webm') ? ['-c:v', 'libvpx-vp9'] : [];
  const filter = `select=eq(n\\,${frame}),scale=in_color_matrix=bt709:flags=accurate_rnd+full_chroma_int`;
  const output = ['-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'rgba', 'pipe:1'];
  const args = ['-v', 'error', ...decoder, '-i', path, '-vf', filter, ...output];
  const { stdout } = await run(tool, args, { encoding: 'buffer', maxBuffer: 1 << 26 });
  return stdout;
}

/** The mean brightness of every frame, from 0 to 255. */
export async function brightness(path: string): Promise<number[]> {
  const output = ['-vf', 'scale=1:1:flags=area', '-f', 'rawvideo', '-pix_fmt', 'gray', 'pipe:1'];
  const { stdout } = await run(tool, ['-v', 'error', '-i', path, ...output], { encoding: 'buffer' });
  return [...stdout];
}

/** Decodes the sound of a film: samples of one channel at 48 kHz. */
export async function samples(path: string, channel: 0 | 1): Promise<Float32Array> {
  const filter = ['-af', `pan=mono|c0=c${channel}`];
  const args = ['-v', 'error', '-i', path, '-map', '0:a', ...filter, '-ar', '48000', '-f', 'f32le', 'pipe:1'];
  const { stdout } = await run(tool, args, { encoding: 'buffer', maxBuffer: 1 << 26 });
  return new Float32Array(stdout.buffer.slice(stdout.byteOffset, stdout.byteOffset + stdout.byteLength));
}

/** Where the samples are loudest between two of them, and how loud. */
export function peak(values: Float32Array, from = 0, to = values.length): { at: number; level: number } {
  let at = Math.round(from);
  for (let i = at; i < to; i++) if (Math.abs(values[i] ?? 0) > Math.abs(values[at] ?? 0)) at = i;
  return { at, level: Math.abs(values[at] ?? 0) };
}
