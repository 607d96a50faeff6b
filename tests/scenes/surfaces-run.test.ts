import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { select } from '../../src/recording/tensor';
import { loadSurfaces, type SurfacesData } from '../../src/scenes/surfaces/load';
import { PART_KINDS } from '../../src/scenes/surfaces/parts';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter shows of the committed run', () => {
  let run: Run;
  let data: SurfacesData;
  beforeAll(async () => {
    run = await Run.open(folderSource('default'));
    data = await loadSurfaces(run);
  });

  it('explains most of the neuron with four kinds of waves, and says what it leaves', async () => {
    expect(data.explained).toBeGreaterThan(0.85);
    expect(data.left).toBeGreaterThan(0);
    // Without the diagonal waves, what is explained is no more than f(x) + g(y) can be.
    expect(data.parts.row.share + data.parts.column.share).toBeLessThanOrEqual(data.additive + 1e-9);
  });

  it('speaks of waves at the frequency that the recording gives the neuron', async () => {
    expect(data.parts.sum.waves[0]).toMatchObject({ kx: data.k, ky: data.k });
    expect(data.parts.difference.waves[0]).toMatchObject({ kx: data.k, ky: -data.k });
  });

  it('prints the amplitudes and phases that the recording lists for the same waves', async () => {
    const table = select(await run.tensor('blocks.0.mlp.hook_post.waves'), { neuron: data.neuron });
    const fields = table.shape[1] ?? 0;
    const rows = Array.from({ length: table.shape[0] ?? 0 }, (_, i) =>
      Array.from(table.data.slice(i * fields, (i + 1) * fields)),
    );
    const shown = PART_KINDS.flatMap((kind) => data.parts[kind].waves);
    const listed = shown.filter(({ kx, ky, amplitude, phase }) =>
      rows.some(
        ([rowX, rowY, rowAmplitude, rowPhase]) =>
          rowX === kx &&
          rowY === ky &&
          Math.abs((rowAmplitude ?? 0) - amplitude) < 1e-3 &&
          Math.abs(Math.sin(((rowPhase ?? 0) - phase) / 2)) < 1e-2,
      ),
    );
    expect(listed).toEqual(shown);
  });
});

describe('a run that the chapter cannot tell of', () => {
  it('is refused with its name and the remedy when it is not about addition', async () => {
    const manifest = {
      ...{ format: 'clockwork-run', version: 1, name: 'products', status: 'complete' },
      made: {
        command: 'train',
        clockwork: '0',
        commit: null,
        date: '2026-01-01T00:00:00Z',
        wallSeconds: 1,
        backend: 'js',
      },
      task: { operation: 'mul', p: 7, fraction: 0.3, seed: 0, split: 'none' },
      architecture: { dModel: 4, heads: 1, dHead: 4, dMlp: 4, vocabulary: 8, context: 3, activation: 'relu' },
      ...{ optimizer: {}, steps: { total: 0, checkpoints: [] }, headline: {}, files: {}, tensors: [] },
    };
    const run = await Run.open({
      name: 'products',
      where: 'memory',
      read: async () => new TextEncoder().encode(JSON.stringify(manifest)),
    });
    await expect(loadSurfaces(run)).rejects.toThrow(/"products" was trained on "mul"[\s\S]*op=add/);
  });
});
