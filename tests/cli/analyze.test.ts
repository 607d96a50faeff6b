import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { command } from '../../src/cli/analyze';
import { WEIGHT_NAMES, weightShapes } from '../../src/model/weights';
import { encodeSafetensors } from '../../src/recording/safetensors';
import { runsFolder } from '../../src/recording/source-node';
import { tensor } from '../../src/recording/tensor';
import { wiredNetwork } from '../analysis/clock-network';
import { global, storedZip } from '../recording/importers/torch-file';

const context = { signal: new AbortController().signal, commandLine: '', json: () => {}, say: () => {} };

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

describe('analyze', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clockwork-analyze-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const runs = path.join(folder, 'runs');
  const weights = path.join(folder, 'wired.safetensors');
  const wired = wiredNetwork(13, [2, 5]);
  const shapes = weightShapes(wired.architecture);
  const file = encodeSafetensors(
    Object.fromEntries(WEIGHT_NAMES.map((name) => [name, tensor(wired.weights[name], shapes[name].shape)])),
  );
  await writeFile(weights, file);

  function analyze(...args: string[]): Promise<Outcome> {
    const script = path.resolve(__dirname, '../../bin/clockwork.mjs');
    return new Promise((resolve) => {
      const env = { ...process.env, CLOCKWORK_RUNS: runs };
      execFile(process.execPath, [script, 'analyze', ...args], { env }, (error, stdout, stderr) => {
        const code = error === null ? 0 : Number(error.code);
        resolve({ code, stdout, stderr });
      });
    });
  }

  it("prints one JSON object of somebody's weights, and a table without json=true, and writes nothing", async () => {
    const json = await analyze(`weights=${weights}`, 'p=13', 'json=true');
    expect(json.code).toBe(0);
    const lines = json.stdout.trim().split('\n');
    expect(lines).toHaveLength(1);
    // The wired network attends uniformly; a file of weights cannot say so, but its softmax of zeros does.
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      keyFrequencies: [2, 5],
      neuronClusters: { 2: 48, 5: 48 },
    });
    const table = await analyze(`weights=${weights}`, 'p=13');
    expect(table.stdout).toMatch(/^keyFrequencies +2, 5$/m);
    expect(table.stdout).toMatch(/^loss\.all +\d/m);
    expect(await readdir(folder)).toEqual(['wired.safetensors']);
  });

  it('records them as a run with out=, which analyze run= measures again', async () => {
    expect((await analyze(`weights=${weights}`, 'p=13', 'out=wired', 'split=python:0:0.3')).code).toBe(0);
    const again = await analyze('run=wired', 'json=true');
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({
      keyFrequencies: [2, 5],
      loss: { train: expect.any(Number) },
    });
  });

  it('exits with 2 on a damaged file and records nothing', async () => {
    const damaged = path.join(folder, 'damaged.safetensors');
    await writeFile(damaged, file.slice(0, -8));
    const { code, stderr } = await analyze(`weights=${damaged}`, 'p=13', 'out=damaged');
    expect(stderr).toMatch(/truncated/);
    expect(code).toBe(2);
    expect(await readdir(runs)).not.toContain('damaged');
  });
});

describe('a weight file that is no network of this kind', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clockwork-weights-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const { architecture, weights } = wiredNetwork(13, [2]);
  const shapes = weightShapes(architecture);
  const whole = Object.fromEntries(
    WEIGHT_NAMES.map((name) => [name, tensor(weights[name], shapes[name].shape)]),
  );
  const good = encodeSafetensors(whole);
  const withNaN = weights['embed.W_E'].slice().fill(Number.NaN, 5, 6);
  const gigabyte = good.slice();
  new DataView(gigabyte.buffer).setBigUint64(0, 1n << 30n, true);
  const two = encodeSafetensors({ a: tensor(new Float32Array(6), [6]), b: tensor(new Float32Array(6), [6]) });
  const overlapping = new TextDecoder('latin1').decode(two).replace('[24,48]', '[20,44]');
  const hostile = Uint8Array.from([
    ...[0x80, 2, ...global('os', 'system')],
    ...[0x58, 4, 0, 0, 0, ...new TextEncoder().encode('echo'), 0x85, 0x52, 0x2e],
  ]);

  it.each([
    [
      'another shape',
      'a.safetensors',
      encodeSafetensors({ ...whole, 'blocks.0.mlp.W_out': tensor(new Float32Array(6), [2, 3]) }),
      /W_out has the shape \[2, 3\]; \[48, 4\] would fit/,
    ],
    [
      'a value that is not a number',
      'b.safetensors',
      encodeSafetensors({ ...whole, 'embed.W_E': tensor(withNaN, shapes['embed.W_E'].shape) }),
      /embed\.W_E holds a value that is not finite/,
    ],
    ['its end cut off', 'c.safetensors', good.slice(0, -9), /truncated/],
    [
      'overlapping offsets',
      'd.safetensors',
      Uint8Array.from(overlapping, (char) => char.charCodeAt(0)),
      /"b" overlaps the tensor before it/,
    ],
    ['a header of a gigabyte', 'e.safetensors', gigabyte, /header claims 1073741824 bytes/],
    [
      'a pickle that wants to run something',
      'f.pth',
      storedZip({ 'archive/data.pkl': hostile }),
      /"os\.system", which is not on the list of what tensors need; nothing of it was run/,
    ],
    ['a pickle without a zip around it', 'g.pth', hostile, /not a zip archive/],
    ['nothing in it', 'h.safetensors', new Uint8Array(0), /too short/],
  ])('(%s) ends with exit code 2, its own error and nothing written', async (_, name, content, message) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    const failure = await command
      .execute([`weights=${file}`, 'p=13', 'out=never-recorded'], context)
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(String(failure)).toMatch(message);
    expect(String(failure)).toContain(file);
    expect(await readdir(runsFolder)).not.toContain('never-recorded');
  });
});

describe('analyze refuses', () => {
  it.each([
    [['weights=absent.pth'], /absent\.pth cannot be read/],
    [[], /either run=<name> or weights=<file>/],
    [['run=nobody'], /no run "nobody"/],
    [['run=default', 'p=13'], /go with weights=/],
    [['weights=x', 'split=numpy:0:0.3'], /python:<seed>:<fraction>/],
    [['weights=x', 'p=12'], /12 is not a prime/],
    [['weights=x', 'out=../escape'], /a run name has/],
  ] as const)('%j with exit code 2, and says why', async (args, message) => {
    const failure = await command.execute(args, context).catch((error: unknown) => error);
    expect(failure).toMatchObject({ exitCode: 2 });
    expect(String(failure)).toMatch(message);
  });
});
