import { spawn } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InterruptedError, WorkError } from '../../src/errors';
import { PLAIN_ADAMW } from '../../src/model/backend';
import { type RecordingOptions, recordTraining, resumeTraining } from '../../src/model/record-training-node';
import { recordedState } from '../../src/model/recorded-weights';
import { type RunSettings, recordedSettings, runParts } from '../../src/model/run-settings';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

const SETTINGS: RunSettings = {
  task: { operation: 'add', p: 13 },
  fraction: 0.4,
  seed: 5,
  architecture: { dModel: 16, heads: 2, dMlp: 32, activation: 'relu', attentionRate: 1 },
  optimizer: { ...PLAIN_ADAMW, smoothness: 1e-3 },
  schedule: { steps: 60, learningRate: 1e-3, warmup: 10, every: 20, dense: 0 },
};

let runs = '';
beforeEach(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterEach(() => rm(runs, { recursive: true, force: true }));

const command = ({ schedule }: RunSettings) => `test steps=${schedule.steps}`;

const record = (name: string, more: Partial<RecordingOptions> = {}) =>
  recordTraining({
    name,
    settings: SETTINGS,
    backend: 'wasm-simd',
    threads: 1,
    command,
    runs,
    ...more,
  });

const open = (name: string) => Run.open(folderSource(name, runs));

/** Every file of tensors of a run by its name and hash, and the curves' coordinates. */
async function bits(name: string): Promise<unknown> {
  const { manifest } = await open(name);
  // Hashes of whole files differ by the run's name in their header: compare what they hold.
  const run = await open(name);
  const state = await recordedState(run, runParts(recordedSettings(manifest)).architecture);
  const curves = await Promise.all(
    ['train_loss', 'train_accuracy', 'test_loss', 'test_accuracy'].map((curve) =>
      run.tensor(`metrics.${curve}`),
    ),
  );
  return { steps: manifest.steps.checkpoints, state, curves };
}

/** Aborts a training once it has reached a step. */
function stopAt(step: number): Pick<RecordingOptions, 'signal' | 'onStep'> {
  const controller = new AbortController();
  return {
    signal: controller.signal,
    onStep: (progress) => {
      if (progress.step === step) controller.abort();
    },
  };
}

describe('recordTraining', () => {
  it('records every step, every checkpoint, and how the run was made', async () => {
    await record('whole', { reason: 'a test' });
    const run = await open('whole');
    const { manifest } = run;
    expect(manifest.status).toBe('complete');
    expect(manifest.made).toMatchObject({
      command: 'test steps=60',
      reason: 'a test',
      backend: 'wasm-simd',
      threads: 1,
    });
    expect(recordedSettings(manifest)).toEqual(SETTINGS);
    expect(run.checkpointSteps).toEqual([0, 20, 40, 60]);
    const loss = await run.numbers('metrics.train_loss');
    expect(loss.length).toBe(61);
    // The learning rate of the first update is 0.
    expect(loss[1]).toBe(loss[0]);
    expect(loss[60]).toBeLessThan(loss[0] ?? 0);
    expect(manifest.headline.trainLoss).toBeCloseTo(loss[60] ?? Number.NaN, 6);
    await run.verify();
  });

  it('gives the same bits when it is interrupted and resumed', async () => {
    await record('whole');
    const { onStep, signal } = stopAt(33);
    await expect(record('broken', { ...(onStep && { onStep }), ...(signal && { signal }) })).rejects.toThrow(
      'interrupted at step 34; go on with: npm run train resume=broken',
    );
    expect((await open('broken')).manifest.status).toBe('training');
    expect((await open('broken')).checkpointSteps).toEqual([0, 20, 34]);
    await resumeTraining({ name: 'broken', command, threads: 2, runs });
    expect(await bits('broken')).toEqual(await bits('whole'));
  });

  it.each([
    ['a moving average of the gradients', { grokfast: 2 }],
    ['a window of gradients, not yet full', { grokfast: 5, grokfastWindow: 50 }],
    ['a window of gradients, full', { grokfast: 5, grokfastWindow: 7 }],
  ])('records all that the speed-ups go on from: %s', async (_, optimizer) => {
    const settings = { ...SETTINGS, optimizer: { ...SETTINGS.optimizer, ...optimizer } };
    await record('whole', { settings });
    const { onStep, signal } = stopAt(33);
    const stopped = { ...(onStep && { onStep }), ...(signal && { signal }) };
    await expect(record('broken', { settings, ...stopped })).rejects.toThrow('interrupted at step 34');
    await resumeTraining({ name: 'broken', command, threads: 1, runs });
    expect(await bits('broken')).toEqual(await bits('whole'));
  });

  it('goes on beyond its end to the same bits as a longer run', async () => {
    const longer = { ...SETTINGS, schedule: { ...SETTINGS.schedule, steps: 90 } };
    await record('long', { settings: longer });
    await record('short', { settings: { ...SETTINGS, schedule: { ...SETTINGS.schedule, steps: 50 } } });
    await resumeTraining({ name: 'short', command, threads: 1, runs }, { steps: 90 });
    expect(await bits('short')).toEqual(await bits('long'));
    // The record tells the command that makes it all at once.
    expect((await open('short')).manifest.made.command).toBe('test steps=90');
    await expect(resumeTraining({ name: 'short', command, runs }, { steps: 70 })).rejects.toThrow(
      'has 90 steps already',
    );
  });

  it('loses at most the steps since the last checkpoint when it is killed', async () => {
    const script = `
      import { recordTraining } from ${JSON.stringify(path.resolve('src/model/record-training-node.ts'))};
      const settings = ${JSON.stringify({ ...SETTINGS, schedule: { ...SETTINGS.schedule, steps: 100_000 } })};
      await recordTraining({ name: 'killed', settings, backend: 'wasm-simd', threads: 1, command: () => 'test',
        runs: ${JSON.stringify(runs)}, onStep: ({ step }) => { if (step === 73) process.kill(process.pid, 'SIGKILL'); } });`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const signal = await new Promise((resolve) => child.on('exit', (_, name) => resolve(name)));
    expect(signal).toBe('SIGKILL');
    const run = await open('killed');
    expect(run.checkpointSteps).toEqual([0, 20, 40, 60]);
    await run.verify();
    const longer = { ...SETTINGS, schedule: { ...SETTINGS.schedule, steps: 80 } };
    await record('whole', { settings: longer });
    await resumeTraining({ name: 'killed', command, threads: 1, runs }, { steps: 80 });
    expect(await bits('killed')).toEqual(await bits('whole'));
  });

  it('stops when the loss is no number any more, names the step and keeps the last checkpoint', async () => {
    const wild = {
      ...SETTINGS,
      schedule: { ...SETTINGS.schedule, learningRate: 1e30, warmup: 30, every: 10 },
    };
    const failure = await record('wild', { settings: wild }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(WorkError);
    expect(String(failure)).toMatch(/loss is NaN at step \d+/);
    const run = await open('wild');
    const last = await run.checkpoint(run.checkpointSteps.at(-1) ?? -1);
    for (const { data } of last.values())
      expect([...data].every((value) => Number.isFinite(Number(value)))).toBe(true);
  });

  it('never writes over another run, and leaves nothing behind when an option is bad', async () => {
    await record('whole');
    const before = await readFile(path.join(runs, 'whole', 'run.json'), 'utf8');
    await expect(record('whole')).rejects.toThrow('holds a run already');
    expect(await readFile(path.join(runs, 'whole', 'run.json'), 'utf8')).toBe(before);
    const bad = (change: Partial<RunSettings>) => record('bad', { settings: { ...SETTINGS, ...change } });
    await expect(bad({ task: { operation: 'add', p: 12 } })).rejects.toThrow('p=12 is not a prime');
    await expect(bad({ fraction: 1.2 })).rejects.toThrow('fraction=1.2 is not between 0 and 1');
    await expect(bad({ architecture: { heads: 3, dModel: 16 } })).rejects.toThrow(
      'heads=3 does not divide dModel=16',
    );
    expect(await readdir(runs)).toEqual(['whole']);
  });

  it('says which step could not be written, and keeps what was', async () => {
    const blocked = record('blocked', {
      // A file where the folder of checkpoints should be: like a full disk, an error of the file system.
      onStep: ({ step }) => {
        if (step === 25) {
          renameSync(path.join(runs, 'blocked', 'checkpoints'), path.join(runs, 'blocked', 'kept'));
          writeFileSync(path.join(runs, 'blocked', 'checkpoints'), '');
        }
      },
    }).catch((error: unknown) => error);
    expect(await blocked).toBeInstanceOf(WorkError);
    expect(String(await blocked)).toMatch(/step 40 could not be recorded in .*blocked: .*resume=blocked/);
    renameSync(path.join(runs, 'blocked', 'checkpoints'), path.join(runs, 'blocked', 'aside'));
    renameSync(path.join(runs, 'blocked', 'kept'), path.join(runs, 'blocked', 'checkpoints'));
    await resumeTraining({ name: 'blocked', command, threads: 1, runs });
    await record('whole');
    expect(await bits('blocked')).toEqual(await bits('whole'));
  });

  it('lets nobody else train the same run meanwhile, and takes a dead process for what it is', async () => {
    const { onStep, signal } = stopAt(33);
    await record('broken', { ...(onStep && { onStep }), ...(signal && { signal }) }).catch(() => {});
    const lock = path.join(runs, 'broken', 'training.lock');
    // Process 1 is always there, and is not us.
    await writeFile(lock, '1\n');
    await expect(resumeTraining({ name: 'broken', command, runs })).rejects.toThrow(
      'is being trained by process 1',
    );
    const child = spawn(process.execPath, ['-e', '']);
    await new Promise((resolve) => child.on('exit', resolve));
    await writeFile(lock, `${child.pid}\n`);
    await resumeTraining({ name: 'broken', command, threads: 1, runs });
    expect((await open('broken')).manifest.status).toBe('complete');
    expect(await readdir(path.join(runs, 'broken'))).not.toContain('training.lock');
  });

  it('is an interruption, exit code 130, when a signal ends it', async () => {
    const { onStep, signal } = stopAt(2);
    const ended = await record('early', { ...(onStep && { onStep }), ...(signal && { signal }) }).catch(
      (error: unknown) => error,
    );
    expect(ended).toBeInstanceOf(InterruptedError);
  });
});
