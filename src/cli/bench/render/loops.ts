import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { InterruptedError, WorkError } from '../../../errors';
import {
  drawOnly,
  type EncoderName,
  encodeFrames,
  encodeInBrowser,
  FFMPEG_REMEDY,
  filmPace,
  findFfmpeg,
  type OpenProject,
  openProject,
  type Pace,
  type PaceOptions,
  type PixelSize,
  QUALITIES,
  type Quality,
  type RawFrames,
  startStock,
  writeRawFrames,
} from '../../../render';
import { CpuMeter, type CpuSeconds } from '../cpu-seconds';
import { meanCpu } from './cpu-costs';
import { type Figure, figureOf, ratiosOf } from './figures';
import { careOf } from './ours';
import { type RoundOptions, takeTurns } from './rounds';

/** The frames that are drawn in every way. */
export interface LoopWork {
  readonly project: string;
  readonly scene: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly size: PixelSize;
  readonly fps: number;
  readonly from: number;
  readonly frames: number;
}

/**
 * The ways: nothing but drawing, our two qualities, a preview where there is no ffmpeg, Motion Canvas's own renderer, and
 * an encoder that waits for nobody.
 */
export type LoopKind = 'draw' | 'preview' | 'high' | 'browser' | 'stock' | 'encoder';

/** How fast one way went. */
export interface LoopRate {
  readonly kind: LoopKind;
  readonly name: string;
  /** Pages that drew at once, where it is our choice. */
  readonly pages: number | undefined;
  readonly framesPerSecond: Figure | undefined;
  /** Times the rate of drawing alone with one page, in the same rounds. */
  readonly ofDrawing: Figure | undefined;
  /** Frames that were drawn, where it is known. */
  readonly drawn: number | undefined;
  /** Seconds of processor time a frame, where the system tells; not of Motion Canvas's way, nor of encoders alone. */
  readonly cpu: CpuSeconds | undefined;
  readonly failure: string | undefined;
}

interface Loop {
  readonly kind: LoopKind;
  readonly name: string;
  readonly pages?: number;
  readonly pace: () => Promise<MeteredPace>;
}

interface MeteredPace extends Pace {
  readonly cpu?: CpuSeconds | undefined;
}

/**
 * Draws and encodes the same frames in every way, in turns, and says at what rates.
 *
 * @param folder - For what is encoded on the way.
 * @throws InputError if the project has no such scene, or it is shorter.
 */
export async function measureLoops(
  work: LoopWork,
  folder: string,
  options: RoundOptions,
): Promise<LoopRate[]> {
  const { project, scene, variables, size, fps, from, frames } = work;
  const { signal } = options;
  const open = await openProject({ project, signal });
  const path = join(folder, 'frames.yuv');
  try {
    const raw = await writeRawFrames(open, { ...playOf(work), as: 'i420', out: path });
    const stock = await startStock({ projects: [project] });
    const range = { from, to: from + frames };
    const request = { project, scenes: [scene], variables, size, fps, range };
    try {
      const loops: Loop[] = [
        ...ourLoops(open, work, folder, raw, signal),
        {
          kind: 'stock',
          name: "Motion Canvas's renderer, image sequence",
          pace: () => unlessAborted(stock.run(request), signal),
        },
      ];
      return await rates(loops, options);
    } finally {
      await stock.close();
    }
  } catch (error) {
    if (signal?.aborted) return [];
    throw error;
  } finally {
    await open.close();
    await rm(path, { force: true });
  }
}

const playOf = ({ scene, variables, size, fps, from, frames }: LoopWork) => ({
  ...{ scenes: [scene], variables, size, fps },
  range: {
    from: { unit: 'frames', value: from },
    to: { unit: 'frames', value: from + frames },
  } as const,
});

function ourLoops(
  open: OpenProject,
  work: LoopWork,
  folder: string,
  raw: RawFrames,
  signal: AbortSignal | undefined,
): Loop[] {
  const scratch = join(folder, 'loop');
  const each = (kind: LoopKind, name: string, pace: (play: PaceOptions) => Promise<Pace>): Loop[] =>
    [1, 2].map((workers) => ({
      ...{
        kind,
        pages: workers,
        pace: () => metered((onLoop) => pace({ ...playOf(work), workers, onLoop })),
      },
      name: `${name}, ${workers} page${workers === 1 ? '' : 's'}`,
    }));
  const filmed = (encoder: EncoderName, { crf, preset }: Quality) => {
    return (play: PaceOptions) => filmPace(open, { ...play, encoder, crf, preset, scratch });
  };
  const { preview, high } = QUALITIES;
  const settings = ({ crf, preset }: Quality) => {
    return { size: work.size, fps: work.fps, crf, preset, transparent: false, repeat: false };
  };
  const ready = (quality: Quality): Loop => ({
    kind: 'encoder',
    name: `encoder alone (${careOf(quality)}), ready frames`,
    pace: async () => {
      const ffmpeg = await findFfmpeg();
      if (ffmpeg === undefined) throw new WorkError(`there is no ffmpeg.\n  ${FFMPEG_REMEDY}`);
      const how = { ...settings(quality), ffmpeg, format: 'mp4', codec: 'h264', signal } as const;
      const seconds = await encodeFrames(raw, { ...how, out: scratch });
      return { frames: raw.frames, seconds, framesPerSecond: raw.frames / seconds };
    },
  });
  return [
    ...each('draw', 'drawing alone', (play) => drawOnly(open, play)),
    ...each('preview', `preview (${careOf(preview)})`, filmed('ffmpeg', preview)),
    ...each('high', `high (${careOf(high)})`, filmed('ffmpeg', high)),
    ...each('browser', "without ffmpeg (the browser's encoder)", filmed('browser', preview)),
    ready(preview),
    ready(high),
    {
      kind: 'encoder',
      name: "encoder alone (the browser's), ready frames",
      pace: () => unlessAborted(encodeInBrowser(open.browser, raw, settings(preview)), signal),
    },
  ];
}

/** A pace with the processor time of the loop alone. */
async function metered(run: (onLoop: PaceOptions['onLoop']) => Promise<Pace>): Promise<MeteredPace> {
  let meter: CpuMeter | undefined;
  let cpu: CpuSeconds | undefined;
  try {
    const pace = await run((moment) => {
      if (moment === 'begins') meter = new CpuMeter(true);
      else cpu = meter?.end();
    });
    return { ...pace, cpu };
  } finally {
    meter?.end();
  }
}

/** Leaves work that does not listen itself: whoever closes its browser ends it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  work.catch(() => undefined);
  const aborted = new Promise<never>((_, reject) => {
    const stop = () => reject(new InterruptedError('interrupted'));
    signal?.addEventListener('abort', stop, { once: true });
    void work.finally(() => signal?.removeEventListener('abort', stop)).catch(() => undefined);
  });
  return Promise.race([work, aborted]);
}

async function rates(loops: readonly Loop[], options: RoundOptions): Promise<LoopRate[]> {
  const taken = await takeTurns(
    loops.map(({ name, pace }) => ({ name, take: pace })),
    options,
  );
  const [drawing = [], ...others] = taken.map(({ values }) => values.map((pace) => pace?.framesPerSecond));
  return loops.map(({ kind, name, pages }, i) => {
    const rates = [drawing, ...others][i] ?? [];
    const { values = [], failure } = taken[i] ?? {};
    return {
      ...{ kind, name, pages, framesPerSecond: figureOf(rates) },
      ofDrawing: figureOf(ratiosOf(rates, drawing)),
      drawn: values.findLast((pace) => pace !== undefined)?.drawn,
      cpu: meanCpu(values.map((pace) => pace?.cpu && { cpu: pace.cpu, times: pace.frames })),
      failure,
    };
  });
}
