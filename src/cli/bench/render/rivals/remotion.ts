import type { BenchClip, Contestant } from '../contestant';
import { installedTool } from './installed-tool';
import type { RivalBrowser } from './rival-browser';

/** What the process that films with Remotion is told; `film.mjs` beside its scenes reads it. */
export interface RemotionRequest extends RivalBrowser {
  readonly clip: BenchClip;
  readonly out: string;
  readonly concurrency: number;
}

/** Pages that Remotion draws in at once; its own default follows the machine: one for two cores. */
const CONCURRENCY = 2;

/** Remotion by its bundler and its renderer, with pictures as JPEG, as it takes them unless told otherwise. */
export function remotion(version: string, browser: RivalBrowser): Contestant[] {
  const name = `Remotion ${version}, JPEG, ${CONCURRENCY} pages`;
  return [
    installedTool('remotion', name, (clip, out): RemotionRequest => {
      return { clip, out, concurrency: CONCURRENCY, ...browser };
    }),
  ];
}
