import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { named } from '../../src/analysis/named-tensors';
import { InputError } from '../../src/errors';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { RunWriter } from '../../src/recording/writer-node';
import { loadFourier } from '../../src/scenes/fourier/load';
import { PROBE } from '../../src/scenes/probe-readout';
import { loadProbes } from '../../src/scenes/probes/load';

const p = 7;
const notes = { unit: '1', meaning: 'a fixture' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'fourier-probes-load-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A run with the given key frequencies and, where asked for, probes; it holds no weights. */
async function recorded(
  name: string,
  {
    operation = 'add',
    keys = [2],
    probes = false,
  }: { operation?: string; keys?: number[]; probes?: boolean },
): Promise<Run> {
  const writer = await RunWriter.create(
    {
      name,
      status: 'complete',
      made: {
        command: 'npm run train out=again',
        clockwork: '0',
        commit: null,
        date: '2026-01-01T00:00:00Z',
        wallSeconds: 0,
        backend: 'none',
      },
      task: { operation, p, fraction: 0.3, seed: 0, split: 'none' },
      architecture: {
        dModel: 2,
        heads: 1,
        dHead: 1,
        dMlp: 1,
        vocabulary: p + 1,
        context: 3,
        activation: 'relu',
      },
      optimizer: {},
      headline: {},
    },
    folder,
  );
  const axes = { key: keys, token: ['x', 'y'], part: ['cos', 'sin'] };
  const each = (length: number) => new Float32Array(4 * keys.length * length).fill(0.95);
  await writer.writeTensors('analysis', [
    named('key_frequencies', Int32Array.from(keys), { key: keys }, notes),
    ...(probes
      ? [
          named(`${PROBE}.r2`, each(1), axes, notes),
          named(`${PROBE}.alpha`, each(1), axes, notes),
          named(`${PROBE}.weight`, each(2), { ...axes, dModel: 2 }, notes),
          named(`${PROBE}.readout`, each(p), { ...axes, value: p }, notes),
        ]
      : []),
  ]);
  await writer.commit();
  return Run.open(folderSource(name, folder));
}

describe.each([
  ['fourier', loadFourier, 'embed.W_E.fourier_norm.over_steps'],
  ['probes', loadProbes, `${PROBE}.weight`],
] as const)('a recording that the chapter "%s" cannot show', (chapter, load, tensor) => {
  it('is refused if it is of another operation', async () => {
    const run = await recorded(`${chapter}-times`, { operation: 'mul' });
    await expect(load(run)).rejects.toThrow(InputError);
    await expect(load(run)).rejects.toThrow(new RegExp(`"${chapter}".*"mul".*op=add`));
  });

  it('is refused if it has not generalised', async () => {
    const run = await recorded(`${chapter}-none`, { keys: [] });
    await expect(load(run)).rejects.toThrow(/no key frequencies.*npm run train resume=/);
  });

  it('is refused with the tensor that it lacks and the command that records it', async () => {
    const run = await recorded(`${chapter}-bare`, {});
    await expect(load(run)).rejects.toThrow(InputError);
    const message = await load(run).then(String, String);
    expect(message).toContain(tensor);
    expect(message).toContain(`npm run analyze run=${chapter}-bare`);
  });
});

describe('a recording without weights', () => {
  it('is refused by the chapter that draws the embedding, with the command that made it', async () => {
    const run = await recorded('weightless', { probes: true });
    await expect(loadProbes(run)).rejects.toThrow(/holds no weights.*npm run train out=again/);
  });
});
