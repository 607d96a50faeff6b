import type { CommandContext } from '../command';
import { benchGrowth } from './growth';
import { benchMemory } from './memory';
import { benchTrain, type TrainBenchOptions } from './train';

type Json = CommandContext['json'] | undefined;

/** The speed, the growth or the memory of training, one line for each thing measured. */
export async function measureTraining(
  options: TrainBenchOptions & { readonly growth: boolean; readonly memory: boolean },
  json: Json,
  say: CommandContext['say'],
): Promise<void> {
  if (options.growth)
    await benchGrowth(options, ({ name, pairs, median, least, work }) => {
      const gflops = work / (median / 1000);
      if (json) json({ name, pairs, median, least, work, gflops });
      else
        print(
          `${name.padEnd(24)}  ${String(pairs).padStart(6)} pairs  ${milliseconds(median, least)}  ` +
            `${((1000 * median) / pairs).toFixed(2).padStart(6)} µs a pair  ${gflops.toFixed(0).padStart(4)} GFLOP/s`,
        );
    });
  else if (options.memory)
    await benchMemory(options, ({ steps, bytes }) => {
      if (json) json({ steps, bytes });
      else print(`after ${String(steps).padStart(5)} steps  ${(bytes / 2 ** 20).toFixed(0).padStart(5)} MiB`);
    });
  else await compare(options, json, say);
}

async function compare(options: TrainBenchOptions, json: Json, say: CommandContext['say']): Promise<void> {
  const { times, ceilings, missing, work } = await benchTrain(options);
  const own = times[0]?.median ?? Number.NaN;
  const width = Math.max(...times.map(({ name }) => name.length));
  for (const { name, median, least } of times) {
    const ratio = median / own;
    if (json) json({ name, median, least, ratio });
    else
      print(`${name.padEnd(width)}  ${milliseconds(median, least)}  ${ratio.toFixed(2).padStart(6)} × ours`);
  }
  const ours = new Map([
    [options.threads, times[0]],
    [1, times[options.threads > 1 ? 1 : 0]],
  ]);
  for (const { name, threads, gflops } of ceilings) {
    const least = ours.get(threads)?.least ?? Number.NaN;
    const share = work / (least / 1000) / gflops;
    if (json) json({ ceiling: name, threads, gflops, share });
    else
      print(
        `matrix products of ${name}, threads=${threads}: ${gflops.toFixed(0)} GFLOP/s; our quickest step ` +
          `does its ${work.toFixed(2)} GFLOP at ${(100 * share).toFixed(0)} % of that`,
      );
  }
  for (const name of missing) say(`not here: ${name}`);
}

function milliseconds(median: number, least: number): string {
  return `${median.toFixed(1).padStart(7)} ms a step (least ${least.toFixed(1)})`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
