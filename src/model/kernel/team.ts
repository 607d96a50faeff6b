import { WorkError } from '../../errors';
import type { Phase } from './tasks';

/** Places in the shared control block. */
const TICKET = 0;
const DONE = 1;
const FAILED = 2;
const JOINED = 3;
const PLACES = 4;

/**
 * A ticket says which task comes next: 8 bits count the phases gone by, 7 bits name the phase, 16 bits are the task.
 * Whoever adds 1 has claimed the task that stood there.
 */
const TASK_BITS = 16;
const PHASE_BITS = 7;
const TASK_MASK = (1 << TASK_BITS) - 1;
const PHASE_MASK = (1 << PHASE_BITS) - 1;
const COUNT_MASK = 255;

/** Phases that are none: nothing to do, and nothing to do ever again. */
const IDLE = PHASE_MASK;
const STOP = PHASE_MASK - 1;

/**
 * A thread looks this often before it sleeps, for about half a millisecond: waking takes longer than most phases, and
 * a step has a dozen of them.
 */
const SPINS = 50_000;

/** After this long without a sign of life another thread counts as dead. */
const DEAD_AFTER_MS = 120_000;

const phaseOf = (ticket: number) => (ticket >> TASK_BITS) & PHASE_MASK;
const countOf = (ticket: number) => (ticket >> (TASK_BITS + PHASE_BITS)) & COUNT_MASK;
const taskOf = (ticket: number) => ticket & TASK_MASK;

/** The first ticket of a phase that follows on an older ticket. */
function firstTicket(phase: number, older: number): number {
  const count = (countOf(older) + 1) & COUNT_MASK;
  return (count << (TASK_BITS + PHASE_BITS)) | (phase << TASK_BITS);
}

/** The control block that all threads of a team share. */
export function createControl(): Int32Array {
  const control = new Int32Array(new SharedArrayBuffer(PLACES * 4));
  control[TICKET] = firstTicket(IDLE, 0);
  return control;
}

/** Counts a thread in. Returns its number: 0 for the first to come. */
export function takePlace(control: Int32Array): number {
  return Atomics.add(control, JOINED, 1);
}

/**
 * One thread's part in the work of a team. All threads know the same phases; the tasks of a phase go to whoever comes
 * first, and the next phase begins when all its tasks are done: a thread that is late, or that the machine has put
 * aside, holds nobody up unless it is in the middle of a task. What a task computes does not depend on who does it,
 * so the bits do not depend on the number of threads.
 *
 * The first thread leads with {@link run}; the others {@link follow}. No thread may be one that must not block,
 * such as a page's main thread.
 */
export class Member {
  private readonly phases: readonly Phase[];
  /** For each phase the one after it in its program. */
  private readonly next: readonly number[];
  /** The first phase of each program. */
  private readonly first: readonly number[];

  constructor(
    private readonly control: Int32Array,
    programs: readonly (readonly Phase[])[],
  ) {
    this.phases = programs.flat();
    if (this.phases.length >= STOP) throw new RangeError(`${this.phases.length} phases do not fit a ticket`);
    this.next = programs.flatMap((program) => {
      const start = this.phases.indexOf(program[0] ?? []);
      return program.map((_, i) => (i + 1 < program.length ? start + i + 1 : IDLE));
    });
    this.first = programs.map((program) => this.phases.indexOf(program[0] ?? []));
  }

  /** Runs a program together with the followers; returns when all of it is done. */
  run(program: number): void {
    const { control } = this;
    this.open(this.first[program] ?? IDLE, Atomics.load(control, TICKET));
    this.work(IDLE);
    if (Atomics.load(control, FAILED) !== 0)
      throw new WorkError('a training thread failed; its own message stands above');
  }

  /** Works for a leader until it stops the team. */
  follow(): void {
    this.work(STOP);
  }

  /** Sends the followers home. */
  stop(): void {
    this.open(STOP, Atomics.load(this.control, TICKET));
  }

  private open(phase: number, after: number): void {
    Atomics.store(this.control, TICKET, firstTicket(phase, after));
    Atomics.notify(this.control, TICKET);
  }

  /** Does what there is to do until the team reaches the phase `end`. */
  private work(end: number): void {
    const { control } = this;
    for (;;) {
      const standing = Atomics.load(control, TICKET);
      if (phaseOf(standing) === end) return;
      if (!this.hasTask(standing)) {
        this.awaitPhase(standing, end === IDLE);
        continue;
      }
      const ticket = Atomics.add(control, TICKET, 1);
      // Another may have been quicker, to the last task or to the next phase.
      if (this.hasTask(ticket)) this.perform(ticket);
    }
  }

  private hasTask(ticket: number): boolean {
    return taskOf(ticket) < (this.phases[phaseOf(ticket)]?.length ?? 0);
  }

  private perform(ticket: number): void {
    const { control } = this;
    const index = phaseOf(ticket);
    const phase = this.phases[index] ?? [];
    try {
      phase[taskOf(ticket)]?.();
    } catch (error) {
      // The leader says so when the program has ended: nobody is left waiting.
      Atomics.store(control, FAILED, 1);
      console.error(error);
    }
    if (Atomics.add(control, DONE, 1) + 1 < phase.length) return;
    Atomics.store(control, DONE, 0);
    this.open(this.next[index] ?? IDLE, ticket);
  }

  /** Waits until another phase stands on the ticket: looks a while, then sleeps. */
  private awaitPhase(old: number, impatient: boolean): void {
    const { control } = this;
    const over = () => (Atomics.load(control, TICKET) ^ old) >> TASK_BITS !== 0;
    for (let spin = 0; spin < SPINS; spin++) if (over()) return;
    while (!over()) {
      const standing = Atomics.load(control, TICKET);
      if (over()) return;
      const woken = Atomics.wait(control, TICKET, standing, impatient ? DEAD_AFTER_MS : undefined);
      if (woken === 'timed-out')
        throw new WorkError('a training thread stopped answering; try again with threads=1');
    }
  }
}
