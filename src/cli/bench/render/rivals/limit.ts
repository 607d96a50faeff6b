import type { BenchClip } from '../contestant';

/**
 * Seconds after which a tool counts as hanging: a minute and a half to start, and half a second for each frame, ten times
 * what the slowest of them takes on an idle machine.
 */
export function limitFor({ seconds, fps }: BenchClip): number {
  return 90 + Math.ceil((seconds * fps) / 2);
}
