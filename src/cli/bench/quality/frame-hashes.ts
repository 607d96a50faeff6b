import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The MD5 of every frame of a film as it is decoded, in order. */
export async function frameHashes(ffmpeg: string, path: string): Promise<string[]> {
  const args = ['-v', 'error', '-nostdin', '-i', path, '-map', '0:v', '-f', 'framemd5', '-'];
  const { stdout } = await promisify(execFile)(ffmpeg, args, { maxBuffer: 1 << 26 });
  return stdout
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split(',').at(-1)?.trim() ?? '');
}
