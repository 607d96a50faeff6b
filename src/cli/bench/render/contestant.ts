import type { PixelSize } from '../../../render';

/** The scenes of `examples/bench`, which every renderer draws with its own means. */
export const BENCH_SCENES = ['text', 'quads', 'surface', 'pause'] as const;

/** The name of one of them. */
export type BenchScene = (typeof BENCH_SCENES)[number];

/** What is to be filmed. */
export interface BenchClip {
  readonly scene: BenchScene;
  readonly size: PixelSize;
  readonly fps: number;
  readonly seconds: number;
}

/** When frames came about, in seconds from the start of the command. */
export interface Arrivals {
  readonly firstFrame: number;
  readonly lastFrame: number;
}

/** A renderer that takes part in the comparison of whole commands. */
export interface Contestant {
  /** The name of the tool, its version, and the way it was told to film. */
  readonly name: string;
  /**
   * Films a clip in processes of its own, from nothing running to the finished file. What is done once for ever
   * (installing it, say) has been done before.
   *
   * @param out - The film to write, an MP4 file; what it held before may be overwritten.
   * @returns When its frames came, if it says so.
   * @throws WorkError if the renderer fails, with the last lines that it printed.
   */
  readonly film: (clip: BenchClip, out: string, signal?: AbortSignal) => Promise<Arrivals | undefined>;
}
