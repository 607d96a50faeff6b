import { describe, expect, it } from 'vitest';
import { MersenneTwister } from '../../src/model/mersenne-twister';

describe('MersenneTwister', () => {
  it('draws what Python draws after random.seed(42)', () => {
    const random = new MersenneTwister(42);
    expect([random.uniform(), random.uniform(), random.uniform()]).toEqual([
      0.6394267984578837, 0.025010755222666936, 0.27502931836911926,
    ]);
    expect([random.bits(32), random.bits(32), random.bits(32)]).toEqual([958682846, 599310825, 3163119785]);
  });

  it('draws normal numbers of mean 0 and variance 1', () => {
    const random = new MersenneTwister(5);
    const drawn = Array.from({ length: 100_000 }, () => random.normal());
    const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length;
    const variance = drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length;
    const fourth = drawn.reduce((sum, x) => sum + (x - mean) ** 4, 0) / drawn.length;
    expect(Math.abs(mean)).toBeLessThan(0.012);
    expect(Math.abs(variance - 1)).toBeLessThan(0.018);
    expect(Math.abs(fourth - 3)).toBeLessThan(0.15);
  });

  it('refuses a seed that Python would not take as a non-negative integer', () => {
    expect(() => new MersenneTwister(-1)).toThrow('non-negative integer');
    expect(() => new MersenneTwister(0.5)).toThrow('non-negative integer');
  });
});
