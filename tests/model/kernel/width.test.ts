import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { PLAIN_ADAMW, type TrainingState } from '../../../src/model/backend';
import { loadKernel } from '../../../src/model/kernel/load-node';
import { createWasmBackend } from '../../../src/model/kernel/wasm-backend';
import { startWorkers } from '../../../src/model/kernel/workers-node';
import { splitPairs } from '../../../src/model/split';
import { mapWeights } from '../../../src/model/weights';
import { narrowed, randomWeights, smallNetwork } from '../random-network';

const build = async (name: string) => {
  // Asks the engine for relaxed SIMD, where it has to be asked.
  await loadKernel('relaxed-simd');
  return new WebAssembly.Module(await readFile(path.resolve(__dirname, '../../../build/kernel', name)));
};

/** Ten steps of a network whose sides are cut into tiles of all widths. */
async function trained(module: WebAssembly.Module, activation: 'relu' | 'gelu'): Promise<TrainingState> {
  const { task, architecture } = smallNetwork(
    { dModel: 24, heads: 3, dMlp: 52, activation },
    { operation: 'add', p: 97 },
  );
  const weights = narrowed(randomWeights(architecture, 4, 0.4));
  const backend = await createWasmBackend({
    task,
    architecture,
    train: splitPairs(task, 0, 0.05).train,
    optimizer: PLAIN_ADAMW,
    module,
    variant: 'relaxed-simd',
    threads: 1,
    startHelpers: startWorkers,
  });
  const zeros = () => mapWeights((name) => new Float32Array(weights[name].length));
  await backend.load({ step: 0, weights, mean: zeros(), square: zeros() });
  for (let step = 0; step < 10; step++) await backend.step(1e-3);
  const state = await backend.read();
  await backend.close();
  return state;
}

describe('the wide build of the kernel', () => {
  it.each(['relu', 'gelu'] as const)('gives the bits of the narrow one: %s', async (activation) => {
    const [narrow, wide] = [await build('relaxed-simd.wasm'), await build('relaxed-simd-wide.wasm')];
    expect(await trained(wide, activation)).toEqual(await trained(narrow, activation));
  });
});
