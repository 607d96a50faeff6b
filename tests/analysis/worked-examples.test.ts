import { describe, expect, it } from 'vitest';
import { workedExamples } from '../../src/analysis/worked-examples';

describe('worked examples', () => {
  const p = 7;
  const all = Int32Array.from({ length: p * p }, (_, pair) => (pair * 10) % (p * p));
  const split = { train: all.slice(0, 10), test: all.slice(10) };

  it('are held-out pairs of two different numbers, those without a wrap first', () => {
    const examples = Array.from(workedExamples(split, p));
    const wraps = examples.map((pair) => Math.floor(pair / p) + (pair % p) >= p);
    expect(wraps).toEqual([...wraps].sort());
    for (const pair of examples) {
      expect(split.test).toContain(pair);
      expect(Math.floor(pair / p)).not.toBe(pair % p);
    }
    expect(new Set(examples).size).toBe(examples.length);
    expect(wraps.filter((wrap) => !wrap)).toHaveLength(4);
    expect(wraps.filter(Boolean)).toHaveLength(12);
  });

  it('are fewer where the split has fewer', () => {
    expect(workedExamples({ train: all, test: Int32Array.of(1, 2 * p + 2) }, p)).toEqual(Int32Array.of(1));
  });
});
