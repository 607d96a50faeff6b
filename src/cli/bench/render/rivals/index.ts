import { InterruptedError } from '../../../../errors';
import type { Contestant } from '../contestant';
import { installTool, pinnedPackages, type ToolName } from './install';
import { motionCanvas } from './motion-canvas';
import { remotion } from './remotion';
import { revideo } from './revideo';
import { findRivalBrowser, type RivalBrowser } from './rival-browser';

/** Other renderers that take part, and those that cannot. */
export interface Rivals {
  readonly contestants: readonly Contestant[];
  readonly missing: readonly { readonly name: string; readonly reason: string }[];
}

/** A tool, the package whose version names it, and the ways in which it films. */
const MAKERS: readonly {
  tool: ToolName;
  core: string;
  make: (version: string, browser: RivalBrowser) => Contestant[];
}[] = [
  { tool: 'motion-canvas', core: '@motion-canvas/core', make: motionCanvas },
  { tool: 'revideo', core: '@revideo/core', make: revideo },
  { tool: 'remotion', core: 'remotion', make: remotion },
];

/**
 * Installs the renderers that people use today, as far as that is possible here, and hands them out.
 *
 * @throws InterruptedError if the signal aborts; what cannot be installed is named, and ends nothing.
 */
export async function rivals(signal?: AbortSignal): Promise<Rivals> {
  const contestants: Contestant[] = [];
  const missing: { name: string; reason: string }[] = [];
  for (const { tool, core, make } of MAKERS) {
    try {
      await installTool(tool, signal);
      const packages = await pinnedPackages(tool);
      contestants.push(...make(packages[core] ?? '', await findRivalBrowser()));
    } catch (error) {
      if (error instanceof InterruptedError) throw error;
      missing.push({ name: tool, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return { contestants, missing };
}
