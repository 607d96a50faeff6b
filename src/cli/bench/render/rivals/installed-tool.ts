import { resolve } from 'node:path';
import type { BenchClip, Contestant } from '../contestant';
import { type ToolName, toolFolder } from './install';
import { limitFor } from './limit';
import type { RivalBrowser } from './rival-browser';
import { runTool } from './run-tool';

/** A contestant whose process is the `film.mjs` beside its scenes, which is told all as JSON in its only argument. */
export function installedTool(
  tool: ToolName,
  name: string,
  request: (clip: BenchClip, out: string) => RivalBrowser,
): Contestant {
  return {
    name,
    film: async (clip, out, signal) => {
      const { environment, ...told } = request(clip, resolve(out));
      await runTool(
        {
          name,
          program: process.execPath,
          args: ['film.mjs', JSON.stringify(told)],
          cwd: toolFolder(tool),
          // Nothing of a comparison is anybody's business, and a message to afar would count as filming.
          env: { ...environment, DISABLE_TELEMETRY: 'true' },
          limit: limitFor(clip),
        },
        signal,
      );
      return undefined;
    },
  };
}
