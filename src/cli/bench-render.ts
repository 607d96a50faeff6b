import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../errors';
import {
  drawOnly,
  type EncoderName,
  film,
  type OpenProject,
  openProject,
  QUALITIES,
  type Quality,
  startStock,
} from '../render';
import { unknownMessage } from './nearest';

/** What is filmed, and how often. */
export interface RenderBenchOptions {
  readonly scene: string;
  readonly run: string;
  /** First frame, and how many. */
  readonly from: number;
  readonly frames: number;
  readonly rounds: number;
  readonly signal?: AbortSignal;
}

/** How fast one way to film was: the median of the rounds. */
export interface RenderRate {
  readonly name: string;
  readonly framesPerSecond: number;
  /** Times the rate of drawing alone, in the same rounds. */
  readonly ofDrawing: number;
}

/** Something that films the frames and says at what rate. */
interface Contender {
  readonly name: string;
  readonly run: () => Promise<number>;
}

const PROJECT = fileURLToPath(new URL('../scenes/project.ts', import.meta.url));
const SIZE = { width: 1920, height: 1080 };
const FPS = 60;

/**
 * Films the same frames at 1080p60 in every way, in turns, so that what else the machine does falls on all alike:
 * drawing alone, with the browser's encoder, with ffmpeg, each with one and two pages, and Motion Canvas's own
 * renderer with its image sequence.
 *
 * @throws InputError if the scene is unknown or shorter.
 */
export async function benchRender(options: RenderBenchOptions): Promise<RenderRate[]> {
  const { scene, run, from, frames, rounds, signal } = options;
  const folder = await mkdtemp(join(tmpdir(), 'bench-render-'));
  const open = await openProject({ project: PROJECT, signal });
  const variables = { run };
  try {
    if (!open.description.scenes.includes(scene)) {
      throw new InputError(unknownMessage('scene', scene, open.description.scenes));
    }
    const stock = await startStock({ projects: [PROJECT] });
    const stockRequest = {
      ...{ project: PROJECT, scenes: [scene], variables, size: SIZE, fps: FPS },
      range: { from, to: from + frames },
    };
    try {
      const contenders = [
        ...ownContenders(open, options, join(folder, 'film.mp4')),
        {
          name: "Motion Canvas's renderer, image sequence",
          run: async () => (await stock.run(stockRequest)).framesPerSecond,
        },
      ];
      return await takeTurns(contenders, rounds, signal);
    } finally {
      await stock.close();
    }
  } finally {
    await open.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function ownContenders(open: OpenProject, options: RenderBenchOptions, out: string): Contender[] {
  const { scene, run, from, frames, signal } = options;
  const range = {
    from: { unit: 'frames', value: from },
    to: { unit: 'frames', value: from + frames },
  } as const;
  const play = { scenes: [scene], variables: { run }, size: SIZE, fps: FPS, range };
  return [1, 2].flatMap((workers) => {
    const pages = `${workers} page${workers === 1 ? '' : 's'}`;
    const filmed = (name: string, encoder: EncoderName, { crf, preset }: Quality): Contender => ({
      name: `${name}, ${pages}`,
      run: async () =>
        (await film(open, { ...play, crf, preset, workers, out, signal, encoders: [encoder] }))
          .framesPerSecond,
    });
    return [
      {
        name: `drawing alone, ${pages}`,
        run: async () => (await drawOnly(open, { ...play, workers })).framesPerSecond,
      },
      filmed("preview (the browser's encoder)", 'browser', QUALITIES.preview),
      filmed(`high (x264 ${QUALITIES.high.preset}, crf ${QUALITIES.high.crf})`, 'ffmpeg', QUALITIES.high),
    ];
  });
}

async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  signal: AbortSignal | undefined,
): Promise<RenderRate[]> {
  const rates = contenders.map((): number[] => []);
  // The first round warms up: code is compiled, files are read.
  for (let round = 0; round <= rounds; round++) {
    for (const [i, contender] of contenders.entries()) {
      signal?.throwIfAborted();
      const rate = await contender.run();
      if (round > 0) rates[i]?.push(rate);
    }
  }
  const medians = rates.map(median);
  const drawing = medians[0] ?? Number.NaN;
  return contenders.map(({ name }, i) => {
    const framesPerSecond = medians[i] ?? Number.NaN;
    return { name, framesPerSecond, ofDrawing: framesPerSecond / drawing };
  });
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.floor(middle)] ?? Number.NaN) + (sorted[Math.ceil(middle) - 1] ?? Number.NaN)) / 2;
}
