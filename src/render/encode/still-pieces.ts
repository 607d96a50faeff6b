import { rename, rm } from 'node:fs/promises';
import { InterruptedError } from '../../errors';
import type { PixelSize } from '../page/protocol';
import type { Piece, PieceEncoder } from './encoder';
import type { Part } from './graft';
import { type RunningFfmpeg, startFfmpeg } from './run-ffmpeg';
import { StillRuns } from './still-runs';
import { repeatsWell } from './still-trial';
import { encodingStill, STILL_COPIES, type X264 } from './x264';

/**
 * Frames from which on a still picture is not encoded again.
 *
 * Every such run ends an ffmpeg and begins another one. Measured with `swift` (six runs of 50 and of 100 frames at
 * 1920×1080, of 100 and of 200 at 640×360), this takes as much processor time as encoding 32 frames in which nothing
 * moves, and 42 million pixels of such more. A run has half as much again: it costs two key frames as well.
 */
export function shortestRun({ width, height }: PixelSize): number {
  return Math.round(1.5 * (32 + 42e6 / (width * height)));
}

/**
 * Encodes pieces in which a picture that stands still is encoded once, and not for every frame for which it stands.
 *
 * What moves between still pictures is encoded by an ffmpeg of its own; `graft` puts it all together.
 */
export function stillPieces(x264: X264, size: PixelSize) {
  const shortest = shortestRun(size);
  let trial: Promise<boolean> | undefined;
  return {
    /** Everything that decides what becomes of still pictures. */
    identity: [shortest, ...encodingStill(x264.encoding)],
    begin: async (piece: Piece, out: string): Promise<PieceEncoder> => {
      const line = new PartLine(x264, piece.path, out);
      const runs = new StillRuns(piece.frames, shortest, {
        moved: (picture) => line.add(picture),
        still: async (picture, frames) => {
          trial ??= repeatsWell(x264, picture, `${piece.path}.trial`);
          // If it was ended from outside, that tells nothing: whoever goes on tries again.
          trial.catch(() => {
            trial = undefined;
          });
          if (await trial) return line.begin(picture, frames);
          for (let frame = 0; frame < frames; frame++) await line.add(picture);
        },
      });
      return {
        take: (_, picture) => runs.take(picture),
        finish: () => line.finish(),
        abort: () => line.abort(),
      };
    },
  };
}

/** A part whose encoder runs. */
interface OpenPart extends Part {
  readonly running: RunningFfmpeg;
  moved: number;
}

/** The parts of one piece, in order. */
class PartLine {
  private readonly parts: OpenPart[] = [];
  /** The part before: it is completed while frames of the next one already come. */
  private closing: Promise<void> = Promise.resolve();
  private aborted = false;

  constructor(
    private readonly x264: X264,
    private readonly path: string,
    private readonly out: string,
  ) {}

  /** A frame that moved. */
  async add(picture: Buffer): Promise<void> {
    const part = this.parts.at(-1) ?? (await this.open(0));
    part.moved++;
    await part.running.write(picture);
  }

  /** A picture that stands still for so many frames. */
  async begin(picture: Buffer, still: number): Promise<void> {
    const part = await this.open(still);
    for (let copy = 0; copy < STILL_COPIES; copy++) await part.running.write(picture);
  }

  async finish(): Promise<void> {
    await this.close();
    await this.closing;
    const [only, ...more] = this.parts;
    if (only?.still === 0 && more.length === 0) await rename(only.path, this.path);
    else {
      // Loads a library of seventy modules: most films have no such part.
      const { graft } = await import('./graft');
      await graft(this.parts, this.path, { ...this.x264, out: this.out });
    }
    await this.drop();
  }

  async abort(): Promise<void> {
    this.aborted = true;
    await Promise.all(this.parts.map(({ running }) => running.abort()));
    await this.closing.catch(() => undefined);
    await this.drop();
  }

  private async open(still: number): Promise<OpenPart> {
    await this.close();
    // Whoever still brings frames to what was given up starts nothing anew.
    if (this.aborted) throw new InterruptedError('interrupted');
    const { path: ffmpeg, encoding, container } = this.x264;
    const path = `${this.path}.part${this.parts.length}`;
    const args = [...(still > 0 ? encodingStill(encoding) : encoding), ...container, '-y', path];
    const part = { path, still, moved: 0, running: startFfmpeg(ffmpeg, args, this.out) };
    this.parts.push(part);
    return part;
  }

  /** Lets the last part's encoder come to its end; no more than two run at a time. */
  private async close(): Promise<void> {
    await this.closing;
    this.closing = this.parts.at(-1)?.running.finish() ?? Promise.resolve();
    // Whoever comes next hears of it.
    this.closing.catch(() => undefined);
  }

  private drop(): Promise<unknown> {
    return Promise.all(this.parts.map(({ path }) => rm(path, { force: true })));
  }
}
