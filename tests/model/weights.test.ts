import { describe, expect, it } from 'vitest';
import { createArchitecture } from '../../src/model/architecture';
import { initialWeights, parameterCount, sumOfSquares } from '../../src/model/weights';

describe('weights', () => {
  it('are 226 816 for the default network with a vocabulary of 114', () => {
    expect(parameterCount(createArchitecture(114))).toBe(226_816);
  });

  it('begin normal with the deviations of the published runs, and biases at zero', () => {
    const weights = initialWeights(createArchitecture(114), 0);
    const deviation = (name: 'embed.W_E' | 'blocks.0.mlp.W_out' | 'unembed.W_U') =>
      Math.sqrt(sumOfSquares(weights[name]) / weights[name].length);
    expect(deviation('embed.W_E')).toBeCloseTo(1 / Math.sqrt(128), 2);
    expect(deviation('blocks.0.mlp.W_out')).toBeCloseTo(1 / Math.sqrt(128), 2);
    expect(deviation('unembed.W_U')).toBeCloseTo(1 / Math.sqrt(114), 2);
    expect(sumOfSquares(weights['blocks.0.mlp.b_in']) + sumOfSquares(weights['blocks.0.mlp.b_out'])).toBe(0);
  });

  it('depend on the seed and on nothing else', () => {
    const architecture = createArchitecture(14, { dModel: 16, heads: 2, dMlp: 8 });
    const [a, b, c] = [1, 1, 2].map((seed) => initialWeights(architecture, seed)['unembed.W_U']);
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });
});

describe('createArchitecture', () => {
  it('names the option and its valid range', () => {
    expect(() => createArchitecture(114, { heads: 3 })).toThrow(
      'heads=3 does not divide dModel=128: use one of 1, 2, 4',
    );
    expect(() => createArchitecture(114, { dMlp: 0 })).toThrow('dMlp=0 is not an integer from 1 to 4096');
    expect(() => createArchitecture(114, { attentionRate: 1.5 })).toThrow(
      'attentionRate=1.5 is not between 0',
    );
  });
});
