import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { choose, settingsOf } from '../../src/cli/train-presets';
import { recordTraining } from '../../src/model/record-training-node';
import type { RunSettings } from '../../src/model/run-settings';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { labels } from '../../src/recording/tensor';

let runs = '';
beforeAll(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterAll(() => rm(runs, { recursive: true, force: true }));

const command = () => 'test';

/** The first recorded step at which a curve reaches a value. */
async function firstStep(run: Run, curve: string, reached: (value: number) => boolean): Promise<number> {
  const tensor = await run.tensor(`metrics.${curve}`);
  const index = Array.from(tensor.data, Number).findIndex(reached);
  return Number(labels(tensor, 'step')[index]);
}

/**
 * The memory that a training holds at some of its steps, in bytes. It runs in a process of its own: here it would be
 * counted together with what other tests have left behind.
 */
async function residentAt(steps: readonly number[], settings: RunSettings): Promise<number[]> {
  const module = JSON.stringify(path.resolve('src/model/record-training-node.ts'));
  const script = `import { recordTraining } from ${module};
    await recordTraining({
      name: 'memory', settings: ${JSON.stringify(settings)}, backend: 'auto', command: () => 'test',
      runs: ${JSON.stringify(runs)},
      onStep: ({ step }) => {
        if (${JSON.stringify(steps)}.includes(step)) console.log(process.memoryUsage.rss());
      },
    });`;
  const node = promisify(execFile);
  const { stdout } = await node(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  return stdout.trim().split('\n').map(Number);
}

describe('a whole training', () => {
  it('of the preset `quick` memorises first, groks later, and stays there', async () => {
    const settings = settingsOf(choose('quick', {}));
    const { progress } = await recordTraining({ name: 'quick', settings, backend: 'auto', command, runs });
    expect(progress.test.accuracy).toBeGreaterThanOrEqual(0.999);
    expect(progress.test.loss).toBeLessThan(1e-2);
    const run = await Run.open(folderSource('quick', runs));
    const memorised = await firstStep(run, 'train_accuracy', (share) => share >= 0.99);
    const grokked = await firstStep(run, 'test_accuracy', (share) => share >= 0.99);
    expect(memorised).toBeLessThan(300);
    expect(grokked).toBeGreaterThan(2 * memorised);
    expect(grokked).toBeLessThan(2500);
  });

  it('at p = 113 begins and memorises within the bands of the published runs', async () => {
    const settings = settingsOf(choose('default', { steps: 400, seed: 1 }));
    const { progress } = await recordTraining({ name: 'begun', settings, backend: 'auto', command, runs });
    const run = await Run.open(folderSource('begun', runs));
    const [first = Number.NaN] = await run.numbers('metrics.train_loss');
    expect(first).toBeGreaterThan(4.75);
    expect(first).toBeLessThan(4.79);
    const below = await firstStep(run, 'train_loss', (loss) => loss < 1e-2);
    expect(below).toBeGreaterThanOrEqual(150);
    expect(below).toBeLessThanOrEqual(330);
    expect(progress.test.accuracy).toBeLessThan(0.5);
  });

  it('needs no more memory for more steps, and less than 400 MB at p = 113', async () => {
    const settings = settingsOf(choose('default', { steps: 600 }));
    const [early = Number.NaN, late = Number.NaN] = await residentAt([200, 600], settings);
    expect(late - early).toBeLessThan(40e6);
    expect(late).toBeLessThan(400e6);
  });
});
