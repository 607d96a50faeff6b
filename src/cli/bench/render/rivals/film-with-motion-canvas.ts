/** The process of its own in which Motion Canvas films one clip for the comparison. */
import { existsSync, rmSync } from 'node:fs';
import { mkdtemp, rename } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { WorkError } from '../../../../errors';
import { FFMPEG_REMEDY, findFfmpeg } from '../../../../render/encode/find-ffmpeg';
import { runFfmpeg } from '../../../../render/encode/run-ffmpeg';
import { IMAGE_SEQUENCE, startStock } from '../../../../render/stock';
import { toolFolder } from './install';
import type { MotionCanvasRequest } from './motion-canvas';

const FFMPEG_EXPORTER = {
  name: '@motion-canvas/ffmpeg',
  options: { fastStart: true, includeAudio: false },
};

async function film({ clip, out, way }: MotionCanvasRequest): Promise<void> {
  const target = resolve(out);
  const project = join(toolFolder('motion-canvas'), 'project.ts');
  const folder = await mkdtemp(`${target}-`);
  // However it ends, being asked to included.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  // Motion Canvas writes below the folder where it was started.
  process.chdir(folder);
  const stock = await startStock({ projects: [project], warm: isWarm() });
  try {
    await stock.run({
      ...{ project, size: clip.size, fps: clip.fps, name: 'film' },
      scenes: [clip.scene],
      variables: { seconds: clip.seconds },
      range: { from: 0, to: Math.round(clip.seconds * clip.fps) },
      exporter: way === 'ffmpeg' ? FFMPEG_EXPORTER : IMAGE_SEQUENCE,
    });
  } finally {
    await stock.close();
  }
  if (way === 'pictures') await joinPictures(clip.fps);
  await rename('output/film.mp4', target);
}

/** Whether Vite has compiled the dependencies of the project before. */
function isWarm(): boolean {
  return existsSync(join(toolFolder('motion-canvas'), 'node_modules', '.vite', 'deps', '_metadata.json'));
}

/** Makes the film that people make of an image sequence: x264 as it is unless told otherwise. */
async function joinPictures(fps: number): Promise<void> {
  const ffmpeg = await findFfmpeg();
  if (ffmpeg === undefined)
    throw new WorkError(`no ffmpeg is there to join the pictures.\n  ${FFMPEG_REMEDY}`);
  const input = ['-framerate', String(fps), '-i', 'output/film/%06d.png'];
  const output = ['-c:v', 'libx264', '-pix_fmt', 'yuv420p', '-movflags', '+faststart', 'output/film.mp4'];
  await runFfmpeg(ffmpeg.path, [...input, ...output], 'film.mp4', undefined);
}

// A process that is asked to end does so by itself, and takes its browser along.
process.once('SIGTERM', () => process.exit(143));
try {
  await film(JSON.parse(process.argv[2] ?? ''));
  // Neither Vite nor Motion Canvas holds a finished film back.
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
