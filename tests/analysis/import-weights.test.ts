import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeRun } from '../../src/analysis/analyze-run';
import { importedInput, importWeights, recordImported } from '../../src/analysis/import-weights-node';
import { recordAnalysis } from '../../src/analysis/record-analysis-node';
import { parseSplitArgument } from '../../src/analysis/split-argument';
import { createArchitecture } from '../../src/model/architecture';
import { activation } from '../../src/model/forward';
import { foldNetwork } from '../../src/model/network';
import { createTask } from '../../src/model/task';
import { initialWeights, WEIGHT_NAMES, type WeightName, weightShapes } from '../../src/model/weights';
import { Run } from '../../src/recording/run';
import { encodeSafetensors } from '../../src/recording/safetensors';
import { folderSource } from '../../src/recording/source-node';
import { tensor } from '../../src/recording/tensor';
import { torchFile } from '../recording/importers/torch-file';

const p = 7;
const task = createTask({ operation: 'add', p });
const a = createArchitecture(p + 1, { dModel: 6, heads: 2, dMlp: 10 });
const weights = initialWeights(a, 4);
const shapes = weightShapes(a);
const expected = activation(foldNetwork(a, weights), 'logits').data;
const everything = WEIGHT_NAMES.map(
  (name) => [name, { data: weights[name], shape: shapes[name].shape }] as const,
);

function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(data, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)] ?? Number.NaN);
}

/** The layout of the original code, each matrix turned. */
function original(name: WeightName): { data: Float32Array; shape: readonly number[] } {
  const data = weights[name];
  const { shape } = shapes[name];
  const [first = 0, second = 0, third = 0] = shape;
  if (name === 'blocks.0.attn.W_O') {
    return { data: transposed(data, first * second, third), shape: [third, first * second] };
  }
  if (shape.length === 3) {
    const block = second * third;
    const heads = Array.from({ length: first }, (_, h) =>
      Array.from(transposed(data.slice(h * block, (h + 1) * block), second, third)),
    );
    return { data: Float32Array.from(heads.flat()), shape: [first, third, second] };
  }
  const turned = ['embed.W_E', 'blocks.0.mlp.W_in', 'blocks.0.mlp.W_out'].includes(name);
  return turned ? { data: transposed(data, first, second), shape: [second, first] } : { data, shape };
}

describe("somebody else's weights", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clockwork-import-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const save = async (name: string, bytes: Uint8Array) => {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    return file;
  };
  const logitsOf = (imported: Awaited<ReturnType<typeof importWeights>>) =>
    activation(foldNetwork(imported.architecture, imported.weights), 'logits').data;
  const largestDifference = (left: Float64Array, right: Float64Array) =>
    Math.max(...left.map((v, i) => Math.abs(v - (right[i] ?? Number.NaN))));

  it('give the same logits from TransformerLens safetensors, with masks and zero biases ignored', async () => {
    const extra = {
      'blocks.0.attn.mask': tensor(Uint8Array.of(1, 0), [2]),
      'unembed.b_U': tensor(new Float32Array(8), [8]),
    };
    const own = Object.fromEntries(everything.map(([name, { data, shape }]) => [name, tensor(data, shape)]));
    const imported = await importWeights(
      await save('lens.safetensors', encodeSafetensors({ ...own, ...extra })),
      task,
    );
    expect(imported.layout).toBe('transformer-lens');
    expect(largestDifference(logitsOf(imported), expected)).toBe(0);
  });

  it('give the same logits from a .pth in the transposed layout of the original code, nested in a dictionary', async () => {
    const turned = Object.fromEntries(WEIGHT_NAMES.map((name) => [`model.${name}`, original(name)]));
    const imported = await importWeights(await save('original.pth', torchFile(turned)), task);
    expect(imported).toMatchObject({ layout: 'original', prefix: 'model.' });
    expect(largestDifference(logitsOf(imported), expected)).toBeLessThan(1e-12);
  });

  it('may lack biases and the logit of "="', async () => {
    const without = everything
      .filter(([name]) => !name.includes('.b_'))
      .map(([name, { data, shape }]) =>
        name === 'unembed.W_U'
          ? [
              name,
              tensor(
                data.filter((_, i) => i % 8 < 7),
                [6, 7],
              ),
            ]
          : [name, tensor(data, shape)],
      );
    const imported = await importWeights(
      await save('bare.safetensors', encodeSafetensors(Object.fromEntries(without))),
      task,
    );
    const logits = logitsOf(imported);
    expect(imported.architecture.dVocabOut).toBe(7);
    expect(logits[5 * 7 + 3]).toBeCloseTo(expected[5 * 8 + 3] ?? 9, 12);
  });

  it('are refused when p is wrong, a matrix is missing or of another shape, a value is NaN, or a bias is in use', async () => {
    const own = Object.fromEntries(everything.map(([name, { data, shape }]) => [name, tensor(data, shape)]));
    const attempt = async (changed: Record<string, ReturnType<typeof tensor> | undefined>, of = task) => {
      const kept = Object.fromEntries(
        Object.entries({ ...own, ...changed }).flatMap(([name, value]) => (value ? [[name, value]] : [])),
      );
      return importWeights(await save('bad.safetensors', encodeSafetensors(kept)), of);
    };
    await expect(attempt({}, createTask({ operation: 'add', p: 11 }))).rejects.toThrow(
      /embed\.W_E has the shape \[8, 6\].*12 tokens/,
    );
    await expect(attempt({ 'blocks.0.mlp.W_out': undefined })).rejects.toThrow(
      /no blocks\.0\.mlp\.W_out; the file has embed/,
    );
    await expect(attempt({ 'blocks.0.mlp.W_out': tensor(new Float32Array(54), [9, 6]) })).rejects.toThrow(
      /W_out has the shape \[9, 6\]; \[10, 6\] would fit/,
    );
    await expect(
      attempt({ 'blocks.0.mlp.b_in': tensor(new Float32Array(10).fill(Number.NaN), [10]) }),
    ).rejects.toThrow(/b_in holds a value that is not finite/);
    await expect(attempt({ 'unembed.b_U': tensor(Float32Array.of(0, 1), [2]) })).rejects.toThrow(
      /b_U is not zero/,
    );
    await expect(importWeights(path.join(folder, 'absent.pth'), task)).rejects.toThrow(
      /absent\.pth cannot be read/,
    );
  });

  it('become a run like any other, with the split as given or unknown', async () => {
    const own = Object.fromEntries(everything.map(([name, { data, shape }]) => [name, tensor(data, shape)]));
    const file = await save('mine.safetensors', encodeSafetensors(own));
    const runs = path.join(folder, 'runs');
    const by = { command: 'npm run analyze weights=mine.safetensors', clockwork: '0', commit: null, runs };
    const known = await importWeights(file, task, parseSplitArgument('python:0:0.3'));
    const direct = await analyzeRun(importedInput(known));
    await recordImported('known', known, by);
    const recorded = await recordAnalysis('known', { runs });
    expect(recorded.headline).toEqual(direct.headline);
    expect(recorded.headline.loss).toHaveProperty('train');
    await recordImported('unknown', await importWeights(file, task), by);
    const { headline } = await recordAnalysis('unknown', { runs });
    expect(headline.loss).toEqual({ all: expect.any(Number) });
    expect(headline.leftOut).toMatchObject({ split: expect.stringContaining('unknown') });
    const run = await Run.open(folderSource('unknown', runs));
    await run.verify();
    expect(run.manifest.made.imported).toMatchObject({
      file: 'mine.safetensors',
      layout: 'transformer-lens',
    });
    expect(await readdir(runs)).toEqual(['known', 'unknown']);
  });
});

describe('split=', () => {
  it('takes python:<seed>:<fraction> and says so of anything else', () => {
    expect(parseSplitArgument('python:598:0.3')).toEqual({ seed: 598, fraction: 0.3 });
    for (const wrong of ['python:0', 'numpy:0:0.3', 'python:0:1.5', 'python::0.3', 'python:0:0.3:1']) {
      expect(() => parseSplitArgument(wrong)).toThrow(/python:<seed>:<fraction>/);
    }
  });
});
