import { expect, it } from 'vitest';
import { PLAIN_ADAMW } from '../../../src/model/backend';
import { splitPairs } from '../../../src/model/split';
import { loadTensorFlow } from '../../../src/model/tfjs/load-node';
import { createTfjsBackend } from '../../../src/model/tfjs/tfjs-backend';
import { mapWeights } from '../../../src/model/weights';
import { narrowed, randomWeights, smallNetwork } from '../random-network';

it('TensorFlow.js holds as many tensors and bytes after fifty steps as after five', async () => {
  const tensorFlow = await loadTensorFlow('tfjs-wasm');
  const { task, architecture } = smallNetwork({ activation: 'gelu' }, { operation: 'add', p: 11 });
  const { train, test } = splitPairs(task, 0, 0.5);
  const backend = createTfjsBackend({ task, architecture, optimizer: PLAIN_ADAMW, train, tensorFlow });
  const weights = narrowed(randomWeights(architecture, 4, 0.4));
  const zeros = () => mapWeights((name) => new Float32Array(weights[name].length));
  await backend.load({ step: 0, weights, mean: zeros(), square: zeros() });
  const held = [];
  for (let step = 1; step <= 50; step++) {
    await backend.step(1e-3);
    await backend.evaluate(test);
    const { numTensors, numBytes, numDataBuffers } = tensorFlow.tf.memory();
    held.push({ numTensors, numBytes, numDataBuffers });
  }
  await backend.close();
  expect(held[49]).toEqual(held[4]);
  expect(held[49]).toEqual({ numTensors: 0, numBytes: 0, numDataBuffers: 0 });
});
