import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, listRuns } from '../../src/recording/source-node';
import { type NamedTensor, tensor } from '../../src/recording/tensor';
import { RunWriter } from '../../src/recording/writer-node';
import { head } from './head';

let runs = '';
beforeEach(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterEach(() => rm(runs, { recursive: true }));

const surfaces = (scale = 1): NamedTensor => ({
  ...tensor(
    Float32Array.from({ length: 8 }, (_, i) => scale * i),
    [2, 2, 2],
  ),
  name: 'blocks.0.mlp.hook_pre',
  dims: ['neuron', 'x', 'y'],
  unit: '1',
  meaning: 'pre-activation',
  coords: { neuron: [3, 9] },
});

async function record(): Promise<RunWriter> {
  const writer = await RunWriter.create(head, runs);
  await writer.writeTensors('surfaces', [surfaces()]);
  await writer.writeCheckpoint(10, { 'embed.W_E': tensor(Float32Array.of(1, 2, 3), [3]) });
  await writer.commit();
  return writer;
}

const open = () => Run.open(folderSource('small', runs));

describe('a recorded run', () => {
  it('gives back surfaces by label and checkpoints by step', async () => {
    await record();
    const run = await open();
    expect(await run.surface('blocks.0.mlp.hook_pre', { neuron: 9 })).toEqual({
      p: 2,
      data: Float32Array.of(4, 5, 6, 7),
    });
    expect(run.checkpointSteps).toEqual([10]);
    expect([...((await run.checkpoint(10)).get('embed.W_E')?.data ?? [])]).toEqual([1, 2, 3]);
    await run.verify();
  });

  it('names the command that records a tensor which is not there', async () => {
    await record();
    await expect((await open()).tensor('probes.weights')).rejects.toThrow(
      'run "small" has no tensor "probes.weights". Record it with: npm run analyze run=small',
    );
  });

  it('lists the recorded steps when asked for weights of another', async () => {
    await record();
    await expect((await open()).checkpoint(11)).rejects.toThrow(/no weights of step 11; recorded: 10/);
  });

  it('names the runs that exist when asked for another', async () => {
    await record();
    await expect(Run.open(folderSource('large', runs))).rejects.toThrow(
      /no run "large".*\n.*recorded: small/,
    );
  });

  it('refuses a missing file by name', async () => {
    await record();
    await rm(path.join(runs, 'small/surfaces.safetensors'));
    await expect((await open()).verify()).rejects.toThrow(/run "small".*surfaces\.safetensors is missing/);
  });

  it('refuses a truncated file and says how long it is and should be', async () => {
    await record();
    const file = path.join(runs, 'small/surfaces.safetensors');
    const { length } = await readFile(file);
    await truncate(file, length - 1);
    await expect((await open()).verify()).rejects.toThrow(
      new RegExp(`surfaces\\.safetensors.*it has ${length - 1} bytes, the manifest says ${length}`),
    );
  });

  it('refuses an altered file by its hash', async () => {
    await record();
    const file = path.join(runs, 'small/surfaces.safetensors');
    const bytes = await readFile(file);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    await writeFile(file, bytes);
    await expect((await open()).surface('blocks.0.mlp.hook_pre', { neuron: 3 })).rejects.toThrow(/SHA-256/);
  });

  it('refuses a manifest that is cut off, has unknown keys, or comes from the future', async () => {
    await record();
    const file = path.join(runs, 'small/run.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.slice(0, -20));
    await expect(open()).rejects.toThrow(/run\.json is not JSON/);
    await writeFile(file, text.replace('"headline"', '"headlines"'));
    await expect(open()).rejects.toThrow(/headline/);
    await writeFile(file, text.replace('"version": 1', '"version": 2'));
    await expect(open()).rejects.toThrow(/format version 2.*Update Clockwork/);
  });

  it('refuses a manifest whose file names leave the folder', async () => {
    await record();
    const file = path.join(runs, 'small/run.json');
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replaceAll('surfaces.safetensors', '../other/surfaces.safetensors'));
    await expect(open()).rejects.toThrow(/is not a run's manifest/);
  });
});

describe('writing a run', () => {
  it('refuses a folder that holds a run already', async () => {
    await record();
    await expect(RunWriter.create(head, runs)).rejects.toThrow(/holds a run already.*resume=small/);
  });

  it('leaves the old run whole until the moment of the commit', async () => {
    await record();
    const writer = await RunWriter.extend('small', runs);
    await writer.writeTensors('surfaces', [surfaces(10)]);
    // As if the process had died here: the manifest on disk still names the old file, and it is untouched.
    const before = await open();
    await before.verify();
    expect((await before.surface('blocks.0.mlp.hook_pre', { neuron: 3 })).data[1]).toBe(1);
    await writer.commit();
    const after = await open();
    expect((await after.surface('blocks.0.mlp.hook_pre', { neuron: 3 })).data[1]).toBe(10);
  });

  it('clears away files that nothing names any more', async () => {
    const writer = await record();
    await writer.writeCheckpoint(20, { 'embed.W_E': tensor(Float32Array.of(4), [1]) });
    writer.dropCheckpoints((step) => step < 20);
    await writer.commit();
    expect(await readdir(path.join(runs, 'small/checkpoints'))).toEqual(['step-000020.safetensors']);
  });

  it('ends with plain file names', async () => {
    const writer = await record();
    await writer.writeTensors('surfaces', [surfaces(10)]);
    await writer.settle();
    expect((await readdir(path.join(runs, 'small'))).sort()).toEqual([
      'checkpoints',
      'run.json',
      'surfaces.safetensors',
    ]);
    await (await open()).verify();
  });

  it('lists the folders that hold a run', async () => {
    await record();
    await writeFile(path.join(runs, 'stray.txt'), '');
    expect(await listRuns(runs)).toEqual(['small']);
    expect(await listRuns(path.join(runs, 'nowhere'))).toEqual([]);
  });
});
