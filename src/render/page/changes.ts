import { FlagDispatcher } from '@motion-canvas/core';

let count = 0;

/**
 * Counts the changes of all signals from now on. Call it before a project is loaded.
 *
 * A signal that changes raises a flag, and whoever reads it lowers the flag: a change of what nobody has read since
 * the last change is no news, and is not counted.
 */
export function watchChanges(): void {
  const { raise } = FlagDispatcher.prototype;
  FlagDispatcher.prototype.raise = function (this: FlagDispatcher) {
    if (!this.isRaised()) count++;
    raise.call(this);
  };
}

/** How often a signal has changed so far. */
export function changes(): number {
  return count;
}
