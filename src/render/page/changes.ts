import { FlagDispatcher, Thread } from '@motion-canvas/core';

let count = 0;

/** The flags of threads' clocks, which are set at every frame. What is computed from one has a flag of its own. */
const clocks = new WeakSet<object>();

/**
 * Counts the changes of all signals from now on. Call it before a project is loaded.
 *
 * A signal that changes raises a flag, and whoever reads it lowers the flag: a change of what nobody has read since
 * the last change is no news, and is not counted.
 */
export function watchChanges(): void {
  const { raise } = FlagDispatcher.prototype;
  FlagDispatcher.prototype.raise = function (this: FlagDispatcher) {
    if (!this.isRaised() && !clocks.has(this)) count++;
    raise.call(this);
  };
  const { update } = Thread.prototype;
  Thread.prototype.update = function (this: Thread, seconds: number) {
    const clock: unknown = Reflect.get(this.time.context, 'event');
    if (typeof clock === 'object' && clock !== null) clocks.add(clock);
    update.call(this, seconds);
  };
}

/** How often a signal has changed so far. */
export function changes(): number {
  return count;
}
