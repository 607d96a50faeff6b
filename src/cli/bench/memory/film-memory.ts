import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WorkError } from '../../../errors';
import { film, openProject, QUALITIES } from '../../../render';
import { BENCH_PROJECT } from '../render/ours';
import { memoryOfParts, type PartSizes, tellsOfMemory } from './memory-node';

/** Milliseconds from one look at the memory to the next. */
const EVERY = 15_000;

/** What a film held when so many of its frames were there. */
export interface FilmMemory extends PartSizes {
  readonly frame: number;
  /** All parts together, in bytes. */
  readonly all: number;
}

/**
 * Films the scene of text and curves in high quality with two pages and one browser throughout, and looks every few
 * seconds at what all processes hold.
 *
 * @throws WorkError where the system does not tell.
 */
export async function benchFilmMemory(
  { frames, every = EVERY, signal }: { frames: number; every?: number; signal: AbortSignal },
  tell: (sample: FilmMemory) => void,
): Promise<void> {
  if (!(await tellsOfMemory())) {
    throw new WorkError(
      'this system has no /proc/self/smaps_rollup to read the memory of a film from: Linux has.',
    );
  }
  const { size, fps, crf, preset } = QUALITIES.high;
  const folder = await mkdtemp(join(tmpdir(), 'bench-memory-'));
  const open = await openProject({ project: BENCH_PROJECT, signal });
  let frame = 0;
  const look = async () => {
    const at = frame;
    const sizes = await memoryOfParts();
    tell({ frame: at, ...sizes, all: sizes.node + sizes.pages + sizes.browser + sizes.ffmpeg });
  };
  let looking = Promise.resolve();
  const timer = setInterval(() => {
    looking = looking.then(() => (frame > 0 && frame < frames ? look() : undefined));
  }, every);
  try {
    await film(open, {
      ...{
        scenes: ['text'],
        variables: { seconds: frames / fps },
        size,
        fps,
        crf,
        preset,
        workers: 2,
        signal,
      },
      ...{ out: join(folder, 'film.mp4'), encoders: ['ffmpeg'], cache: false, framesPerBrowser: frames },
      range: { from: { unit: 'frames', value: 0 }, to: { unit: 'frames', value: frames } },
      onProgress: (progress) => {
        frame = progress.frame;
      },
    });
  } finally {
    clearInterval(timer);
    await looking;
    await open.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A sample as it is printed. */
export function memoryLine({ frame, all, pages, browser, ffmpeg, node }: FilmMemory): string {
  const megabytes = (bytes: number) => (bytes / 1e6).toFixed(0).padStart(5);
  return (
    `frame ${String(frame).padStart(5)}  ${megabytes(all)} MB: pages ${megabytes(pages)}, ` +
    `browser ${megabytes(browser)}, ffmpeg ${megabytes(ffmpeg)}, node ${megabytes(node)}`
  );
}
