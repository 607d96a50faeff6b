import { join } from 'node:path';
import type { FoundFfmpeg } from '../../../render';
import { CpuMeter } from '../cpu-seconds';
import type { BenchClip, Contestant } from './contestant';
import { meanCpu, wholeCpu } from './cpu-costs';
import { type Figure, figureOf } from './figures';
import { type Likeness, likenessOf } from './likeness';
import { filmReference } from './ours';
import { type RoundOptions, takeTurns } from './rounds';

/** What one command took for a clip, from its start to the finished file, and what it made. */
export interface CommandTime {
  readonly name: string;
  readonly ours: boolean;
  /** Seconds of each round. */
  readonly rounds: readonly (number | undefined)[];
  readonly seconds: Figure | undefined;
  /** Seconds of processor time of all its processes, the mean of the rounds, where the system tells. */
  readonly cpu: number | undefined;
  /** Seconds before the first frame was there, and after the last, where the command says so. */
  readonly ends: { readonly before: Figure; readonly after: Figure } | undefined;
  /** The film of the last round beside the frames themselves. */
  readonly film: Likeness | undefined;
  readonly failure: string | undefined;
}

/** Seconds of the clip in the round that warms up: caches are filled by it as well as by a long one. */
const WARM_UP = 1;

/**
 * Lets every renderer film a clip, in turns, and looks at the films.
 *
 * @param folder - For the films; they are removed with it.
 */
export async function measureCommands(
  clip: BenchClip,
  contestants: { readonly ours: readonly Contestant[]; readonly rivals: readonly Contestant[] },
  ffmpeg: FoundFfmpeg | undefined,
  folder: string,
  options: RoundOptions,
): Promise<CommandTime[]> {
  const { signal, onTurn } = options;
  const all = [
    ...contestants.ours.map((contestant) => ({ ...contestant, ours: true })),
    ...contestants.rivals.map((contestant) => ({ ...contestant, ours: false })),
  ];
  const path = (i: number) => join(folder, `${clip.scene}-${i}.mp4`);
  const turns = all.map(({ name, film }, i) => ({
    name,
    take: async (round: number) => {
      const seconds = round === 0 ? Math.min(WARM_UP, clip.seconds) : clip.seconds;
      const meter = new CpuMeter(false);
      const begun = performance.now();
      try {
        const arrivals = await film({ ...clip, seconds }, path(i), signal);
        return { seconds: (performance.now() - begun) / 1000, arrivals, cpu: meter.end() };
      } finally {
        meter.end();
      }
    },
  }));
  const taken = await takeTurns(turns, options);
  const times = all.map(({ name, ours }, i): CommandTime => {
    const { values = [], failure } = taken[i] ?? {};
    const rounds = values.map((value) => value?.seconds);
    const before = figureOf(values.map((value) => value?.arrivals?.firstFrame));
    const after = figureOf(
      values.map((value) => value?.arrivals && value.seconds - value.arrivals.lastFrame),
    );
    const cpu = meanCpu(values.map((value) => value?.cpu && { cpu: value.cpu, times: 1 }));
    return {
      ...{ name, ours, rounds, seconds: figureOf(rounds), film: undefined, failure },
      cpu: cpu && wholeCpu(cpu),
      ends: before && after && { before, after },
    };
  });
  if (ffmpeg === undefined || signal?.aborted) return times;
  const reference = join(folder, `${clip.scene}.mp4`);
  const looked: CommandTime[] = [];
  try {
    onTurn?.('the frames without loss', options.rounds);
    await filmReference(clip, reference, signal);
    for (const [i, time] of times.entries()) {
      onTurn?.(`${time.name}, beside them`, options.rounds);
      looked.push(time.failure === undefined ? await look(time, path(i)) : time);
    }
  } catch (error) {
    if (!signal?.aborted) throw error;
  }
  return [...looked, ...times.slice(looked.length)];

  async function look(time: CommandTime, film: string): Promise<CommandTime> {
    if (ffmpeg === undefined) return time;
    try {
      return { ...time, film: await likenessOf(ffmpeg, film, reference, clip.fps, signal) };
    } catch (error) {
      if (signal?.aborted) throw error;
      return { ...time, failure: error instanceof Error ? error.message : String(error) };
    }
  }
}
