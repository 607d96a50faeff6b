import type { Progress } from '../render';

/** A line on the terminal that says how far a film is. */
export interface ProgressMeter {
  readonly show: (progress: Progress) => void;
  readonly clear: () => void;
}

/** Milliseconds between two states of the line. */
const PERIOD = 200;

/** A line that is written over and over on a terminal, and never where nobody watches. */
export function progressMeter(name: string, stream: NodeJS.WriteStream = process.stderr): ProgressMeter {
  let shown = 0;
  return {
    show: (progress) => {
      const now = performance.now();
      if (!stream.isTTY || now - shown < PERIOD) return;
      shown = now;
      stream.write(`\r\x1b[K${progressText(name, progress)}`);
    },
    clear: () => {
      if (shown > 0) stream.write('\r\x1b[K');
    },
  };
}

/** How far, how fast, and how long still. */
export function progressText(name: string, progress: Progress): string {
  const { frame, frames, reused, seconds, workers } = progress;
  const rate = (frame - reused) / Math.max(seconds, 1e-3);
  const left = Math.round((frames - frame) / rate);
  // Who is ahead is of interest only where there are several.
  const each = workers.length > 1 ? ` (pages: ${workers.join(' + ')})` : '';
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return `${name}  ${frame} of ${frames} frames  ${rate.toFixed(1)} frames/s${each}  ${clock} left`;
}

/** A number of bytes for people. */
export function formatBytes(bytes: number): string {
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(0)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
