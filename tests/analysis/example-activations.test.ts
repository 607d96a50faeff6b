import { describe, expect, it } from 'vitest';
import { exampleActivations, softmax } from '../../src/analysis/example-activations';
import { foldNetwork } from '../../src/model/network';
import { referenceForward } from '../../src/model/reference';
import { relativeError, smallNetwork } from '../model/random-network';

describe('the activations of one example', () => {
  it.each([1, 0.4])(
    'are those of the full three-position transformer, at attention rate %s',
    (attentionRate) => {
      const { architecture, weights, task } = smallNetwork({ attentionRate });
      const [x, y] = [5, 3];
      const found = exampleActivations(foldNetwork(architecture, weights), x, y);
      const full = referenceForward(architecture, weights, [x, y, task.size]);
      const close = (expected: ArrayLike<number> | undefined, actual: ArrayLike<number> | undefined) => {
        expect(actual).toHaveLength(expected?.length ?? -1);
        expect(relativeError(expected ?? [], actual ?? [])).toBeLessThan(1e-12);
      };
      for (const position of [0, 1, 2]) close(full.pre[position], found.residual[position]);
      for (let head = 0; head < architecture.heads; head++) {
        for (const position of [0, 1, 2]) close(full.value[head]?.[position], found.values[head]?.[position]);
        close(
          full.pattern[head]?.flatMap((row) => Array.from(row)),
          found.patterns[head],
        );
        close(full.z[head]?.[2], found.mixed[head]);
      }
      close(full.mid[2], found.middle);
      close(full.hidden[2], found.pre);
      close(full.post[2], found.post);
      close(full.final[2], found.last);
      close(full.logits[2], found.logits);
    },
  );

  it('end in probabilities that sum to one and keep the ratios of the exponentials', () => {
    const shares = softmax(Float64Array.of(1000, 1001, 999));
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
    expect((shares[1] ?? 0) / (shares[0] ?? 1)).toBeCloseTo(Math.E, 10);
  });
});
