import type { CpuSeconds } from '../cpu-seconds';
import { wholeCpu } from './cpu-costs';
import type { RenderResult } from './results';

type Goal = RenderResult['goals'][number];

/** What a goal asks of the machine, and what the work takes: of a loop for each frame, of a command for its film. */
export interface Bound {
  /** Seconds of processor time that all cores have in the time that the goal leaves. */
  readonly room: number;
  /** Seconds of processor time that the work takes. */
  readonly work: number;
  /** Seconds that the goal leaves, and those that the busiest thread of one page needs; undefined where pages share. */
  readonly thread: { readonly room: number; readonly work: number } | undefined;
  /** The share of the cores' time that the work had. */
  readonly busy: number;
}

/** The rate of a loop if its work were spread over all cores at every moment, in frames a second. */
export const mostPerSecond = (cpu: CpuSeconds, cores: number): number => cores / wholeCpu(cpu);

/**
 * What stands between what was found and a goal of speed.
 *
 * @returns undefined for goals of another kind, and where no processor time was measured.
 */
export function boundOf(
  { by, found, wanted }: Goal,
  { loops, commands, made }: RenderResult,
): Bound | undefined {
  if (by === null || found === null) return undefined;
  const loop = loops.find(({ name }) => name === by);
  const command = commands.find(({ name, ours }) => ours && name === by);
  const seconds = loop ? 1 / loop.framesPerSecond.median : command?.seconds.median;
  const work = loop ? loop.cpu && wholeCpu(loop.cpu) : command?.cpu;
  if (seconds == null || work == null) return undefined;
  const left = (seconds * found) / wanted;
  const thread = loop?.cpu && / 1 page$/.test(loop.name) ? { room: left, work: loop.cpu.thread } : undefined;
  return { room: made.cores * left, work, thread, busy: work / (made.cores * seconds) };
}

/** What a missed goal is bound by. */
export type Reason =
  /** By its work: the cores do not have so much time, by this factor. */
  | { readonly by: 'work'; readonly times: number }
  /** By one thread, which can be on one core only. */
  | { readonly by: 'thread'; readonly times: number }
  /** By waiting: cores had nothing to do, for this share of their time. */
  | { readonly by: 'waiting'; readonly idle: number };

/** The strictest of what bounds it: work that there is no time for cannot be done by waiting less. */
export function reasonOf({ room, work, thread, busy }: Bound): Reason {
  if (work > room) return { by: 'work', times: work / room };
  if (thread && thread.work > thread.room) return { by: 'thread', times: thread.work / thread.room };
  return { by: 'waiting', idle: 1 - busy };
}
