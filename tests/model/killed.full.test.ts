import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PLAIN_ADAMW } from '../../src/model/backend';
import { MersenneTwister } from '../../src/model/mersenne-twister';
import { recordTraining, resumeTraining } from '../../src/model/record-training-node';
import { recordedState } from '../../src/model/recorded-weights';
import { type RunSettings, recordedSettings, runParts } from '../../src/model/run-settings';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

const EVERY = 5;
const KILLS = 12;
/** So many milliseconds after a training has begun it is killed at the latest. */
const LATEST = 900;

const SETTINGS: RunSettings = {
  task: { operation: 'add', p: 23 },
  fraction: 0.4,
  seed: 5,
  architecture: { dModel: 32, heads: 2, dMlp: 64, activation: 'relu', attentionRate: 1 },
  optimizer: { ...PLAIN_ADAMW, grokfast: 2, grokfastWindow: 7 },
  schedule: { steps: 1_000_000, learningRate: 1e-3, warmup: 10, every: EVERY, dense: 0 },
};

let runs = '';
beforeAll(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterAll(() => rm(runs, { recursive: true, force: true }));

const command = () => 'test';

/** Trains or goes on in a process of its own, which says every step that it reaches. */
function begin(first: boolean): ChildProcess {
  const module = JSON.stringify(path.resolve('src/model/record-training-node.ts'));
  const common = `name: 'killed', threads: 2, command: () => 'test', runs: ${JSON.stringify(runs)},
    onStep: ({ step }) => process.stdout.write(step + '\\n')`;
  const script = `import { recordTraining, resumeTraining } from ${module};
    ${first ? `await recordTraining({ ${common}, settings: ${JSON.stringify(SETTINGS)}, backend: 'wasm-simd' })` : `await resumeTraining({ ${common} })`};`;
  return spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Kills a training some time after its first step. Resolves to the last step that it said. */
async function killAfter(child: ChildProcess, milliseconds: number): Promise<number> {
  const ended = new Promise<unknown>((resolve) => child.on('close', (_, signal) => resolve(signal)));
  let last = -1;
  if (!child.stdout) throw new Error('the process has no output');
  createInterface(child.stdout).on('line', (line) => {
    if (last < 0) setTimeout(() => child.kill('SIGKILL'), milliseconds);
    last = Number(line);
  });
  expect(await ended).toBe('SIGKILL');
  return last;
}

const open = (name: string) => Run.open(folderSource(name, runs));

async function bits(name: string): Promise<unknown> {
  const run = await open(name);
  const { architecture } = runParts(recordedSettings(run.manifest));
  const checkpoints = await Promise.all(run.checkpointSteps.map((step) => run.checkpoint(step)));
  const curves = ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'].map((curve) =>
    run.tensor(`metrics.${curve}`),
  );
  return { checkpoints, state: await recordedState(run, architecture), curves: await Promise.all(curves) };
}

describe('a training that is killed again and again', () => {
  it('is whole after each kill, loses no more than since the last checkpoint, and ends with the same bits', async () => {
    const random = new MersenneTwister(2026);
    let reached = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const last = await killAfter(begin(kill === 0), random.below(LATEST));
      // Before the first commit there is no run, and no half of one either: it is begun anew.
      if (!(await readdir(path.join(runs, 'killed'))).includes('run.json')) {
        await rm(path.join(runs, 'killed'), { recursive: true });
        kill--;
        continue;
      }
      const run = await open('killed');
      await run.verify();
      const kept = run.checkpointSteps.at(-1) ?? -1;
      expect(last - kept, `killed at step ${last}`).toBeLessThanOrEqual(EVERY);
      expect(kept).toBeGreaterThanOrEqual(reached);
      reached = kept;
    }
    // The moments were spread over the training, not all in its first steps.
    expect(reached).toBeGreaterThan(KILLS * EVERY);
    const steps = reached + 50;
    await resumeTraining({ name: 'killed', command, threads: 1, runs }, { steps });
    const settings = { ...SETTINGS, schedule: { ...SETTINGS.schedule, steps } };
    await recordTraining({ name: 'whole', settings, backend: 'wasm-simd', threads: 1, command, runs });
    expect(await bits('killed')).toEqual(await bits('whole'));
    expect(await readdir(path.join(runs, 'killed'))).toEqual(await readdir(path.join(runs, 'whole')));
  });
});
