import { describe, expect, it } from 'vitest';
import { createDft } from '../../src/analysis/dft';
import { fourierNorms, frequencyNorms } from '../../src/analysis/fourier-norms';
import { fractionOfVarianceExplained } from '../../src/analysis/fve';
import { giniCoefficient } from '../../src/analysis/gini';
import { keyFrequencies, standingOut } from '../../src/analysis/key-frequencies';
import { clusterNeurons, neuronFrequency } from '../../src/analysis/neuron-clusters';
import { noise, surfaceOf } from './synthetic';

describe('the Gini coefficient', () => {
  it('is 0 for equal values, (n−1)/n for a single one, and 1/4 for 1, 3', () => {
    expect(giniCoefficient([2, 2, 2, 2])).toBeCloseTo(0, 15);
    expect(giniCoefficient([0, 0, 0, 5])).toBeCloseTo(0.75, 15);
    expect(giniCoefficient([3, 1])).toBeCloseTo(0.25, 15);
    expect(giniCoefficient([0, 0])).toBe(0);
  });
});

describe('the fraction of variance explained', () => {
  it('is 1 for the signal, 0 for its mean, below 0 for worse', () => {
    const signal = Float64Array.of(1, 2, 3);
    expect(fractionOfVarianceExplained(signal, signal)).toBe(1);
    expect(fractionOfVarianceExplained(signal, Float64Array.of(2, 2, 2))).toBe(0);
    expect(fractionOfVarianceExplained(signal, Float64Array.of(3, 2, 1))).toBe(-3);
    expect(fractionOfVarianceExplained(Float64Array.of(1, 1), Float64Array.of(1, 2))).toBe(-Infinity);
  });
});

describe('key frequencies', () => {
  const p = 113;
  const d = 128;

  it('are found in an embedding made of clocks and noise, the last frequency k = 56 included', () => {
    const table = noise(p * d, 1).map((v) => 0.02 * v);
    const directions = noise(6 * d, 2);
    [3, 41, 56].forEach((k, i) => {
      for (let n = 0; n < p; n++)
        for (let j = 0; j < d; j++) {
          const angle = (2 * Math.PI * k * n) / p;
          const at = n * d + j;
          table[at] =
            (table[at] as number) +
            0.1 * Math.cos(angle) * (directions[2 * i * d + j] as number) +
            0.1 * Math.sin(angle) * (directions[(2 * i + 1) * d + j] as number);
        }
    });
    expect(standingOut(frequencyNorms(fourierNorms(table, [p, d], 'rows', createDft(p))))).toEqual([
      3, 41, 56,
    ]);
  });

  it('are only those that the network also writes: a harmonic in the embedding alone is none', () => {
    const spectrum = (...strong: number[]) =>
      Float64Array.from({ length: 56 }, (_, i) => (strong.includes(i + 1) ? 5 : 0.5));
    expect(keyFrequencies(spectrum(12, 24, 31), spectrum(12, 31))).toEqual([12, 31]);
  });

  it('may be faint in the embedding if the answers depend on them, but not faint in the answers', () => {
    const spectrum = (norms: Record<number, number>) =>
      Float64Array.from({ length: 56 }, (_, i) => norms[i + 1] ?? 0.05);
    const embed = spectrum({ 2: 5, 5: 5, 1: 3.7, 49: 1.1 });
    expect(keyFrequencies(embed, spectrum({ 2: 26, 5: 38, 1: 8, 49: 43 }))).toEqual([2, 5, 49]);
  });

  it('do not exist in random weights', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const norms = frequencyNorms(fourierNorms(noise(p * d, seed), [p, d], 'rows', createDft(p)));
      expect(keyFrequencies(norms, norms)).toEqual([]);
    }
  });
});

describe('neuron clusters', () => {
  const p = 31;
  const w = (k: number) => (2 * Math.PI * k) / p;
  const single = surfaceOf(p, (x, y) => 5 + Math.cos(w(4) * x) * Math.cos(w(4) * y) + Math.sin(w(4) * y));
  const mixed = surfaceOf(p, (x, y) => 3 * Math.cos(w(2) * x) + 2 * Math.cos(w(7) * (x - y)));

  it('give a neuron of one frequency that frequency with share 1', () => {
    const found = neuronFrequency(single, { p });
    expect(found.frequency).toBe(4);
    expect(found.share).toBeCloseTo(1, 12);
  });

  it('give a mixture its stronger frequency with its share of the power', () => {
    const found = neuronFrequency(mixed, { p });
    expect(found.frequency).toBe(2);
    expect(found.share).toBeCloseTo(9 / 13, 12);
  });

  it('count a product of two different frequencies for neither', () => {
    const cross = surfaceOf(p, (x, y) => Math.cos(w(2) * x) * Math.cos(w(7) * y));
    expect(neuronFrequency(cross, { p }).share).toBeLessThan(1e-12);
  });

  it('leave a dead neuron without frequency', () => {
    expect(neuronFrequency(new Float64Array(p * p).fill(0.3), { p })).toEqual({ frequency: 0, share: 0 });
  });

  it('gather neurons by frequency and leave out those below the threshold', () => {
    const neurons = [single, mixed, single, new Float64Array(p * p)].map((s) => neuronFrequency(s, { p }));
    const found = clusterNeurons(neurons);
    expect([...found.clusters]).toEqual([[4, [0, 2]]]);
    expect(found.unexplained).toEqual([1, 3]);
    expect(found.explained).toBe(0.5);
  });
});
