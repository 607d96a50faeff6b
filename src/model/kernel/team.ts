import { WorkError } from '../../errors';
import type { Phase } from './tasks';

/** Places in the shared control block. */
const GENERATION = 0;
const COMMAND = 1;
const ARRIVED = 2;
const PHASE = 3;
const CLAIMED = 4;
const FAILED = 5;
const PLACES = 6;

/** The command that ends a worker. */
const STOP = -1;

/** A thread looks this often before it sleeps: phases are short, and waking takes longer than they do. */
const SPINS = 20_000;

/** After this long without a sign of life another thread counts as dead. */
const DEAD_AFTER_MS = 120_000;

/** The control block that all threads of a team share. */
export function createControl(): Int32Array {
  return new Int32Array(new SharedArrayBuffer(PLACES * 4));
}

/** Sleeps until the value at a place is no longer `old`, after looking a while. */
function awaitChange(control: Int32Array, place: number, old: number): void {
  for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(control, place) !== old) return;
  while (Atomics.load(control, place) === old) {
    if (Atomics.wait(control, place, old, DEAD_AFTER_MS) === 'timed-out')
      throw new WorkError('a training thread stopped answering; try again with threads=1');
  }
}

/**
 * One thread's part in the work of a team. All threads run the same phases; the tasks of a phase go to whoever
 * comes first, and a phase begins when the one before is done. What a task computes does not depend on who does it,
 * so the bits do not depend on the number of threads.
 *
 * The first thread leads with {@link run}; the others {@link follow}. No thread may be one that must not block,
 * such as a page's main thread.
 */
export class Member {
  constructor(
    private readonly control: Int32Array,
    private readonly threads: number,
    private readonly programs: readonly (readonly Phase[])[],
  ) {}

  /** Runs a program together with the followers; returns when all of it is done. */
  run(command: number): void {
    const { control } = this;
    if (this.threads > 1) {
      Atomics.store(control, COMMAND, command);
      Atomics.add(control, GENERATION, 1);
      Atomics.notify(control, GENERATION);
    }
    this.work(command);
    if (Atomics.load(control, FAILED) !== 0)
      throw new WorkError('a training thread failed; its own message stands above');
  }

  /** Works for a leader until it stops the team. */
  follow(): void {
    const { control } = this;
    // The leader starts nothing before all followers are here, so that the first generation is 0 for everyone.
    for (let seen = 0; ; seen++) {
      this.awaitCommand(seen);
      const command = Atomics.load(control, COMMAND);
      if (command === STOP) return;
      this.work(command);
    }
  }

  /** Sends the followers home. */
  stop(): void {
    Atomics.store(this.control, COMMAND, STOP);
    Atomics.add(this.control, GENERATION, 1);
    Atomics.notify(this.control, GENERATION);
  }

  private awaitCommand(seen: number): void {
    for (let spin = 0; spin < SPINS; spin++) if (Atomics.load(this.control, GENERATION) !== seen) return;
    while (Atomics.load(this.control, GENERATION) === seen) Atomics.wait(this.control, GENERATION, seen);
  }

  private work(command: number): void {
    for (const phase of this.programs[command] ?? []) {
      for (;;) {
        const task = phase[Atomics.add(this.control, CLAIMED, 1)];
        if (task === undefined) break;
        try {
          task();
        } catch (error) {
          // The others wait at the end of the phase: fail there, together.
          Atomics.store(this.control, FAILED, 1);
          console.error(error);
        }
      }
      this.meet();
    }
  }

  /** Waits for all threads; the last one to arrive opens the next phase. */
  private meet(): void {
    const { control, threads } = this;
    const phase = Atomics.load(control, PHASE);
    if (Atomics.add(control, ARRIVED, 1) === threads - 1) {
      Atomics.store(control, ARRIVED, 0);
      Atomics.store(control, CLAIMED, 0);
      Atomics.add(control, PHASE, 1);
      Atomics.notify(control, PHASE);
    } else {
      awaitChange(control, PHASE, phase);
    }
  }
}
