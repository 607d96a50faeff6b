import { describe, expect, it } from 'vitest';
import type { ArchitectureOptions } from '../../src/model/architecture';
import { MersenneTwister } from '../../src/model/mersenne-twister';
import { reference } from '../../src/model/reference';
import { smoothnessPenalty } from '../../src/model/smoothness';
import { WEIGHT_NAMES } from '../../src/model/weights';
import { smallNetwork } from './random-network';

describe('reference', () => {
  it.each<[string, ArchitectureOptions]>([
    ['ReLU', {}],
    ['GELU', { activation: 'gelu' }],
    ['half uniform attention', { attentionRate: 0.5 }],
    ['one head', { heads: 1 }],
  ])('has the gradient of central differences: %s', (_, options) => {
    const { task, architecture, weights } = smallNetwork(options);
    const pairs = Int32Array.from([0, 5, 17, 33, 48]);
    const smoothness = 0.7;
    const objective = () =>
      reference(task, architecture, weights, pairs).loss +
      smoothness * smoothnessPenalty(architecture, weights['embed.W_E']);
    const { gradients } = reference(task, architecture, weights, pairs, smoothness);
    const random = new MersenneTwister(3);
    for (const name of WEIGHT_NAMES) {
      const values = weights[name];
      for (let tries = 0; tries < 12; tries++) {
        const i = random.below(values.length);
        const kept = values[i] ?? 0;
        const h = 1e-5;
        values[i] = kept + h;
        const above = objective();
        values[i] = kept - h;
        const below = objective();
        values[i] = kept;
        const expected = (above - below) / (2 * h);
        const found = gradients[name][i] ?? Number.NaN;
        expect(Math.abs(found - expected), `${name}[${i}]: ${found} for ${expected}`).toBeLessThan(1e-8);
      }
    }
  });
});
