import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joined, named } from '../../src/analysis/named-tensors';
import { InputError } from '../../src/errors';
import { idealDial } from '../../src/nodes/clock-geometry';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { RunWriter } from '../../src/recording/writer-node';
import { loadClocks } from '../../src/scenes/clocks/load';
import { peak } from '../../src/scenes/clocks/story';

const p = 11;
const dModel = 6;
const notes = { unit: '1', meaning: 'a fixture' };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clocks-load-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Records ideal clocks of the given keys, the first of them with the worst probes, and the pair 7 + 9. */
async function recorded(name: string, keys: readonly number[], operation = 'add'): Promise<Run> {
  const axes = { key: keys, token: ['x', 'y'], part: ['cos', 'sin'] };
  const dials = keys.map((k) => idealDial(p, k));
  const each = <T>(of: (key: number, part: 'cos' | 'sin') => T) =>
    keys.flatMap((_, n) => (['x', 'y'] as const).flatMap(() => [of(n, 'cos'), of(n, 'sin')]));
  const dial = (n: number, part: 'cos' | 'sin') => dials[n]?.[part] ?? [];
  const writer = await RunWriter.create(
    {
      name,
      status: 'complete',
      made: {
        command: 'a test',
        clockwork: '0',
        commit: null,
        date: '2026-01-01T00:00:00Z',
        wallSeconds: 0,
        backend: 'none',
      },
      task: { operation, p, fraction: 0.3, seed: 0, split: 'none' },
      architecture: {
        dModel,
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
  const probe = 'blocks.0.hook_resid_pre.probe';
  await writer.writeTensors('analysis', [
    named('key_frequencies', Int32Array.from(keys), { key: keys }, notes),
    named(`${probe}.readout`, joined(each(dial)), { ...axes, value: p }, notes),
    named(`${probe}.r2`, Float32Array.from(each((n) => (n === 0 ? 0.5 : 0.98))), axes, notes),
    named(`${probe}.weight`, joined(each(() => [0, 2, 0, -1, 0, 0.5])), { ...axes, dModel }, notes),
    named(
      'logits.wave',
      joined(keys.flatMap((_, n) => [dial(n, 'cos'), dial(n, 'sin')])),
      { key: keys, part: ['cos', 'sin'], answer: p },
      notes,
    ),
    named(
      'logits.wave.share',
      Float32Array.from(keys, (_, n) => 0.1 + 0.1 * n),
      { key: keys },
      notes,
    ),
    named('examples.pair', Int32Array.of(7, 9), { example: 1, operand: ['x', 'y'] }, notes),
    named(
      'examples.logits',
      Float32Array.from({ length: p }, (_, z) => (z === 5 ? 9 : 0)),
      { example: 1, answer: p },
      notes,
    ),
  ]);
  await writer.commit();
  return Run.open(folderSource(name, folder));
}

describe('what the chapter reads from a recording', () => {
  it('orders the clocks from slow to fast, ranks them by their share, and reads the slowest clean pair of probes', async () => {
    const data = await loadClocks(await recorded('three', [2, 3, 5]));
    expect(data.keys.map(({ k, rank }) => [k, rank])).toEqual([
      [2, 2],
      [3, 1],
      [5, 0],
    ]);
    expect(data.k).toBe(3);
    expect(data.dModel).toBe(dModel);
    expect(data.x.weights).toEqual({ cos: 3, sin: 3 });
    expect(data.x.r2.cos).toBeCloseTo(0.98, 6);
    expect(data.y.cos[4]).toBeCloseTo(Math.cos((2 * Math.PI * 3 * 4) / p), 6);
    const [example] = data.examples;
    expect(example).toMatchObject({ x: 7, y: 9 });
    expect(peak(example?.logits ?? [])).toBe(5);
  });

  it('takes the best probes where none is clean', async () => {
    const data = await loadClocks(await recorded('one', [4]));
    expect(data.k).toBe(4);
  });

  it('refuses a run of another operation, and says which one it needs', async () => {
    const run = await recorded('times', [2, 3], 'mul');
    await expect(loadClocks(run)).rejects.toThrow(InputError);
    await expect(loadClocks(run)).rejects.toThrow(/"times" was trained on "mul".*op=add/);
  });

  it('refuses a run that has not generalised', async () => {
    await expect(loadClocks(await recorded('none', []))).rejects.toThrow(/no key frequencies.*resume=none/);
  });
});
