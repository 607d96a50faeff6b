import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { recordAnalysis } from '../../src/analysis/record-analysis-node';
import { WEIGHT_NAMES, weightShapes } from '../../src/model/weights';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { tensor } from '../../src/recording/tensor';
import { RunWriter } from '../../src/recording/writer-node';
import { head } from '../recording/head';
import { wiredNetwork } from './clock-network';

const p = 13;

describe('an analysis recorded in its run', async () => {
  const runs = await mkdtemp(path.join(tmpdir(), 'clockwork-analysis-'));
  afterAll(() => rm(runs, { recursive: true, force: true }));
  const { architecture: a, weights } = wiredNetwork(p, [2, 5]);
  const shapes = weightShapes(a);
  const writer = await RunWriter.create(
    {
      ...head,
      name: 'wired',
      task: { ...head.task, p },
      architecture: {
        dModel: a.dModel,
        heads: a.heads,
        dHead: a.dHead,
        dMlp: a.dMlp,
        vocabulary: a.dVocab,
        logits: a.dVocabOut,
        context: 3,
        activation: 'relu',
        attentionRate: 0,
      },
      headline: { fromTraining: 1 },
    },
    runs,
  );
  for (const step of [0, 10]) {
    const stored = WEIGHT_NAMES.map((name) => [
      name,
      tensor(Float32Array.from(weights[name]), shapes[name].shape),
    ]);
    await writer.writeCheckpoint(step, Object.fromEntries(stored));
  }
  await writer.commit();

  it('reads back through the run with surfaces, measures and headline, and keeps what training wrote', async () => {
    const steps: number[] = [];
    await recordAnalysis('wired', { runs, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([0, 10]);
    const run = await Run.open(folderSource('wired', runs));
    expect(await run.numbers('key_frequencies')).toEqual([2, 5]);
    expect(run.manifest.headline).toMatchObject({ fromTraining: 1, keyFrequencies: [2, 5] });
    const neuron = Number((await run.tensor('blocks.0.mlp.hook_pre')).coords?.neuron?.[0]);
    const final = await run.surface('blocks.0.mlp.hook_pre', { neuron });
    const film = await run.surface('blocks.0.mlp.hook_pre.over_steps', { neuron, step: 10 });
    // Half floats keep eleven bits.
    film.data.forEach((v, i) => {
      expect(Math.abs(v - (final.data[i] ?? 9))).toBeLessThan(2 ** -10);
    });
    await run.verify();
  });

  it('can be repeated in place and gives the same', async () => {
    const before = (await Run.open(folderSource('wired', runs))).manifest;
    await recordAnalysis('wired', { runs });
    const after = (await Run.open(folderSource('wired', runs))).manifest;
    expect(after).toEqual(before);
  });

  it('is the same, but for rounding, when threads share the steps', async () => {
    const before = await Run.open(folderSource('wired', runs));
    const names = before.manifest.tensors
      .map(({ name }) => name)
      .filter((name) => name.endsWith('.over_steps'));
    const alone = await Promise.all(names.map((name) => before.tensor(name)));
    const steps: number[] = [];
    await recordAnalysis('wired', { runs, threads: 2, onStep: (step) => steps.push(step) });
    expect(steps).toEqual([0, 10]);
    const after = await Run.open(folderSource('wired', runs));
    for (const { name, data, coords } of alone) {
      const shared = await after.tensor(name);
      expect(shared.coords).toEqual(coords);
      data.forEach((value, i) => {
        expect(Math.abs((shared.data[i] ?? Number.NaN) - value), name).toBeLessThan(
          2 ** -10 * (1 + Math.abs(value)),
        );
      });
    }
  });

  it('names the file of a step that cannot be read, and leaves the run as it was', async () => {
    const file = path.join(runs, 'wired', 'checkpoints', 'step-000000.safetensors');
    const whole = await readFile(file);
    const manifest = await readFile(path.join(runs, 'wired', 'run.json'));
    await writeFile(file, whole.subarray(0, -4));
    const failure = await recordAnalysis('wired', { runs, threads: 2 }).catch((error: unknown) => error);
    await writeFile(file, whole);
    expect(failure).toMatchObject({ exitCode: 2, message: expect.stringContaining('step-000000') });
    expect(await readFile(path.join(runs, 'wired', 'run.json'))).toEqual(manifest);
  });

  it('keeps the curves of steps whose weights are gone, and measures the last step anew', async () => {
    const names = [
      'loss.full.over_steps',
      'blocks.0.mlp.hook_pre.over_steps',
      'logits.wave',
      'key_frequencies',
    ];
    const before = await Run.open(folderSource('wired', runs));
    const recorded = await Promise.all(names.map((name) => before.tensor(name)));
    const trimmed = await RunWriter.extend('wired', runs);
    trimmed.dropCheckpoints((step) => step === 0);
    await trimmed.commit();
    await recordAnalysis('wired', { runs });
    const after = await Run.open(folderSource('wired', runs));
    expect(after.checkpointSteps).toEqual([10]);
    expect(await Promise.all(names.map((name) => after.tensor(name)))).toEqual(recorded);
    expect((await after.tensor('loss.excluded.over_steps')).coords?.step).toEqual([0, 10]);
    expect(after.manifest.headline).toEqual(before.manifest.headline);
  });
});
