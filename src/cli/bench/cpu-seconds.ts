import { family, PARTS, type Part, type Process, threadSeconds } from './processes-node';

/** Seconds of processor time that each part of a film spent. */
export type PartSeconds = Readonly<Record<Part, number>>;

/** What a piece of work took of the machine. */
export interface CpuSeconds extends PartSeconds {
  /** What that thread of the pages did which did most: however many cores there are, it has one. */
  readonly thread: number;
}

/** Milliseconds from one look at processes that come and go to the next. */
const EVERY = 250;

/**
 * Counts the processor time of all that this process started, from now on. A process that ends is counted whole where
 * the one that started it sees it end; else, up to the last look at it.
 */
export class CpuMeter {
  private readonly sum = { node: 0, pages: 0, browser: 0, ffmpeg: 0 };
  private last = family(process.pid);
  private readonly threads = threadsOf(this.last);
  private readonly timer = setInterval(() => this.look(), EVERY).unref();

  /** @param self - Whether this process counts itself as well. */
  constructor(private readonly self: boolean) {}

  /** Ends the count; undefined where the system does not tell as Linux does. */
  end(): CpuSeconds | undefined {
    clearInterval(this.timer);
    this.look();
    if (this.last.length === 0) return undefined;
    const busy = [...threadsOf(this.last)].map(([id, seconds]) => seconds - (this.threads.get(id) ?? 0));
    return { ...this.sum, thread: Math.max(0, ...busy) };
  }

  private look(): void {
    const now = family(process.pid);
    const spent = spentBetween(this.last, now, this.self ? undefined : process.pid);
    for (const part of PARTS) this.sum[part] += spent[part];
    this.last = now;
  }
}

/**
 * What processes spent from one look at them to the next: those that are there, and those that have ended since, of
 * which the one that started them tells.
 *
 * @param without - A process whose own time does not count.
 */
export function spentBetween(
  before: readonly Process[],
  now: readonly Process[],
  without?: number,
): PartSeconds {
  const spent = { node: 0, pages: 0, browser: 0, ffmpeg: 0 };
  const known = new Map(before.map((process) => [process.pid, process]));
  const there = new Set(now.map(({ pid }) => pid));
  for (const { pid, part, own, ended } of now) {
    const earlier = known.get(pid);
    if (pid !== without) spent[part] += own - (earlier?.own ?? 0);
    const gone = before.filter((process) => process.parent === pid && !there.has(process.pid));
    const counted = gone.reduce((sum, process) => sum + process.own + process.ended, 0);
    // What came and went unseen is its parent's part.
    spent[gone[0]?.part ?? part] += Math.max(0, ended - (earlier?.ended ?? 0) - counted);
  }
  return spent;
}

/** Seconds of every thread of the pages. */
function threadsOf(processes: readonly Process[]): Map<string, number> {
  const pages = processes.filter(({ part }) => part === 'pages');
  return new Map(
    pages.flatMap(({ pid }) => threadSeconds(pid).map(([id, seconds]) => [`${pid}/${id}`, seconds])),
  );
}
