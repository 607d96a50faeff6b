import type { BenchClip, Contestant } from '../contestant';
import { installedTool } from './installed-tool';
import type { RivalBrowser } from './rival-browser';

/** What the process that films with Revideo is told; `film.mjs` beside its scenes reads it. */
export interface RevideoRequest extends RivalBrowser {
  readonly clip: BenchClip;
  readonly out: string;
  /** `wasm` is the encoder of the browser. */
  readonly exporter: 'wasm' | 'ffmpeg';
  readonly workers: number;
}

const WAYS = [
  { exporter: 'wasm', workers: 1, how: "the browser's encoder, 1 worker" },
  { exporter: 'wasm', workers: 2, how: "the browser's encoder, 2 workers" },
  { exporter: 'ffmpeg', workers: 1, how: 'its ffmpeg exporter, 1 worker' },
] as const;

/** Revideo by its renderer for servers, in each of its ways. */
export function revideo(version: string, browser: RivalBrowser): Contestant[] {
  return WAYS.map(({ exporter, workers, how }) =>
    installedTool('revideo', `Revideo ${version}, ${how}`, (clip, out): RevideoRequest => {
      return { clip, out, exporter, workers, ...browser };
    }),
  );
}
