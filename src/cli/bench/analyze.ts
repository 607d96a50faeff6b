import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recordAnalysis } from '../../analysis/record-analysis-node';
import { InterruptedError } from '../../errors';
import { Run } from '../../recording/run';
import { folderSource } from '../../recording/source-node';
import { RunWriter } from '../../recording/writer-node';

/** What is analyzed: a run that holds the last checkpoint of `run` at every one of its steps. */
export interface AnalysisBench {
  readonly run: string;
  readonly steps: number;
  readonly threads: number;
  readonly signal: AbortSignal;
}

/** How long it took, and what the process held meanwhile. */
export interface AnalysisSpeed {
  readonly steps: number;
  readonly threads: number;
  /** A run of one step: the dissection of one network. */
  readonly finalSeconds: number;
  readonly seconds: number;
  /** What each step beside the final one adds. */
  readonly secondsPerStep: number;
  readonly mebibytesHalfway: number;
  readonly mebibytes: number;
}

/** Measures the analysis of one step and of many, in a folder that is removed afterwards. */
export async function benchAnalysis({ run, steps, threads, signal }: AnalysisBench): Promise<AnalysisSpeed> {
  const source = await Run.open(folderSource(run));
  const runs = await mkdtemp(path.join(tmpdir(), 'clockwork-bench-'));
  try {
    await repeated(source, 'one', 1, runs);
    await repeated(source, 'many', steps, runs);
    let halfway = 0;
    let last = 0;
    const onStep = (_: number, done: number) => {
      if (signal.aborted) throw new InterruptedError('interrupted before anything was measured');
      if (done === Math.ceil(steps / 2)) halfway = process.memoryUsage.rss();
      if (done === steps - 1) last = process.memoryUsage.rss();
    };
    const finalSeconds = await timed(() => recordAnalysis('one', { runs }));
    const seconds = await timed(() => recordAnalysis('many', { runs, threads, onStep }));
    return {
      steps,
      threads,
      finalSeconds,
      seconds,
      secondsPerStep: steps > 1 ? (seconds - finalSeconds) / (steps - 1) : 0,
      mebibytesHalfway: Math.round(halfway / 2 ** 20),
      mebibytes: Math.round(last / 2 ** 20),
    };
  } finally {
    await rm(runs, { recursive: true, force: true });
  }
}

async function repeated(source: Run, name: string, steps: number, runs: string): Promise<void> {
  const { made, task, architecture, optimizer } = source.manifest;
  const head = { name, status: 'complete', made, task, architecture, optimizer, headline: {} } as const;
  const writer = await RunWriter.create(head, runs);
  const weights = Object.fromEntries(await source.checkpoint(source.checkpointSteps.at(-1) ?? 0));
  for (let step = 0; step < steps; step++) await writer.writeCheckpoint(step, weights);
  await writer.commit();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return (performance.now() - begin) / 1000;
}
