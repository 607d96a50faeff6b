import { InputError } from '../errors';
import { frameAt, framesOf, type Moment, type MomentRange, spreadFrames } from './frames';
import type { PixelSize, PlaybackDescription } from './page/protocol';
import type { OpenProject } from './project';

/** What is played, and how large. */
export interface PlayOptions {
  /** Scenes to play one after the other; all of the project if absent. */
  readonly scenes?: readonly string[] | undefined;
  /** Laid over the project's own variables. */
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  /** Pixels of a frame; the project's own size if absent. */
  readonly size?: PixelSize | undefined;
  /** Frames per second; the project's own rate if absent. */
  readonly fps?: number | undefined;
  /** Without the project's background and the scenes' own fill; the rest keeps its alpha. Default false. */
  readonly transparent?: boolean | undefined;
}

/** A single picture. */
export interface Still {
  readonly frame: number;
  readonly seconds: number;
  readonly png: Buffer;
}

/** A playback that stands ready at its first frame. */
export interface Playback extends PlaybackDescription {
  readonly fps: number;
  readonly size: PixelSize;
}

/**
 * Makes a page ready to play.
 *
 * @throws InputError for a scene that the project does not have; SceneError if a scene throws.
 */
export async function preparePage(
  open: OpenProject,
  options: PlayOptions,
  page = open.page,
): Promise<Playback> {
  const { description } = open;
  for (const scene of options.scenes ?? []) {
    if (!description.scenes.includes(scene)) {
      throw new InputError(
        `the project has no scene "${scene}".\n  scenes: ${description.scenes.join(', ')}`,
      );
    }
  }
  const fps = options.fps ?? description.fps;
  const size = options.size ?? description.size;
  const playback = await page.ask<PlaybackDescription>({
    kind: 'prepare',
    scenes: options.scenes ?? null,
    pixels: size,
    fps,
    variables: options.variables ?? {},
    transparent: options.transparent ?? false,
    patience: open.patience,
  });
  return { ...playback, fps, size };
}

/**
 * Takes single pictures of a project's scenes, as PNG files in memory, in the order asked for.
 *
 * @throws InputError for an unknown scene or a moment outside; SceneError if a scene throws.
 */
export async function takeStills(
  open: OpenProject,
  options: PlayOptions & { readonly moments: readonly Moment[] },
): Promise<Still[]> {
  await open.mend();
  const { fps, frames } = await preparePage(open, options);
  const wanted = options.moments.map((moment) => frameAt(moment, fps, frames));
  const ascending = [...new Set(wanted)].sort((a, b) => a - b);
  const pictures = await collectPngs(open, () => open.page.ask({ kind: 'stills', frames: ascending }));
  return wanted.map((frame) => ({
    frame,
    seconds: frame / fps,
    png: pictures.get(frame) ?? Buffer.alloc(0),
  }));
}

/**
 * Draws frames spread evenly over a stretch, small and side by side, each with its time: the film at a glance.
 *
 * @throws InputError for an unknown scene or a range outside; SceneError if a scene throws.
 */
export async function takeContactSheet(
  open: OpenProject,
  options: PlayOptions & {
    readonly columns: number;
    readonly rows: number;
    readonly range?: MomentRange | undefined;
    /** Width of one small frame in pixels. */
    readonly cellWidth?: number | undefined;
  },
): Promise<Buffer> {
  await open.mend();
  const { fps, frames, size } = await preparePage(open, options);
  const chosen = spreadFrames(framesOf(options.range, fps, frames), options.columns * options.rows);
  const width = options.cellWidth ?? 480;
  const pictures = await collectPngs(open, () =>
    open.page.ask({
      kind: 'sheet',
      frames: chosen,
      labels: chosen.map((frame) => `${(frame / fps).toFixed(2)} s · frame ${frame}`),
      columns: options.columns,
      cell: { width, height: Math.round((width * size.height) / size.width) },
    }),
  );
  return pictures.get(0) ?? Buffer.alloc(0);
}

/** Runs a request during which the page sends pictures. */
async function collectPngs(open: OpenProject, request: () => Promise<unknown>): Promise<Map<number, Buffer>> {
  const pictures = new Map<number, Buffer>();
  const stop = open.page.listen((message, payload) => {
    if (message.kind === 'still') pictures.set(message.frame, Buffer.from(payload));
  });
  try {
    await request();
  } finally {
    stop();
  }
  return pictures;
}
