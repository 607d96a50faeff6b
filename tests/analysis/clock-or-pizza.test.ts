import { describe, expect, it } from 'vitest';
import { circularity } from '../../src/analysis/circularity';
import { createDft } from '../../src/analysis/dft';
import { distanceIrrelevance } from '../../src/analysis/distance-irrelevance';
import { embeddingGradients, gradientSymmetricity } from '../../src/analysis/gradient-symmetricity';
import { symmetricEigen } from '../../src/analysis/symmetric-eigen';
import { createArchitecture } from '../../src/model/architecture';
import { activation } from '../../src/model/forward';
import { foldNetwork } from '../../src/model/network';
import { initialWeights } from '../../src/model/weights';
import { wiredNetwork } from './clock-network';
import { clockLogits, noise } from './synthetic';

describe('the eigenvectors of a symmetric matrix', () => {
  it('rebuild it, are orthonormal, and come with the largest value first', () => {
    const n = 9;
    const half = noise(n * n, 1);
    const matrix = Float64Array.from({ length: n * n }, (_, at) => {
      const [i, j] = [Math.floor(at / n), at % n];
      return (half[i * n + j] ?? 0) + (half[j * n + i] ?? 0);
    });
    const { values, vectors } = symmetricEigen(matrix, n);
    expect([...values]).toEqual([...values].sort((a, b) => b - a));
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        let rebuilt = 0;
        let dot = 0;
        for (let k = 0; k < n; k++) {
          rebuilt += (values[k] ?? 0) * (vectors[k * n + i] ?? 0) * (vectors[k * n + j] ?? 0);
          dot += (vectors[i * n + k] ?? 0) * (vectors[j * n + k] ?? 0);
        }
        expect(rebuilt).toBeCloseTo(matrix[i * n + j] ?? 9, 10);
        expect(dot).toBeCloseTo(i === j ? 1 : 0, 10);
      }
    }
  });
});

describe('distance irrelevance', () => {
  it('is 1 for right logits that vary with the sum alone, 0 for those that vary with the distance alone', () => {
    const p = 11;
    const table = (right: (x: number, y: number) => number) => {
      const values = new Float64Array(p ** 3);
      for (let x = 0; x < p; x++)
        for (let y = 0; y < p; y++) values[(x * p + y) * p + ((x + y) % p)] = right(x, y);
      return { p, columns: p, values };
    };
    expect(distanceIrrelevance(table((x, y) => Math.cos((2 * Math.PI * (x + y)) / p)))).toBeCloseTo(1, 12);
    expect(distanceIrrelevance(table((x, y) => Math.cos((2 * Math.PI * (x - y)) / p)))).toBeCloseTo(0, 12);
  });

  it('of exact clocks, whose right logits are all equal, is 1', () => {
    const exact = { p: 7, columns: 7, values: clockLogits(7, [{ k: 2, amplitude: 1 }]) };
    // Equal but for rounding: there is no variance to divide.
    exact.values = exact.values.map((v) => Math.round(v * 1e9) / 1e9);
    expect(distanceIrrelevance(exact)).toBe(1);
  });

  it('is 0 for the hand-wired pizza', () => {
    const p = 23;
    const { architecture, weights } = wiredNetwork(p, [3]);
    const values = activation(foldNetwork(architecture, weights), 'logits').data;
    expect(distanceIrrelevance({ p, columns: p + 1, values })).toBeLessThan(0.05);
  });
});

describe('gradient symmetricity', () => {
  const a = createArchitecture(8, { dModel: 6, heads: 2, dMlp: 20, activation: 'gelu', attentionRate: 0.7 });
  const weights = initialWeights(a, 5);

  it('rests on gradients that agree with finite differences of the logits', () => {
    const network = foldNetwork(a, weights);
    const [x, y, z] = [2, 5, 3];
    const [gradients] = embeddingGradients(network, [{ x, y, z }]);
    const h = 1e-5;
    for (const [position, token] of [x, y].entries()) {
      for (let d = 0; d < a.dModel; d++) {
        const at = (shift: number) => {
          const embed = Float64Array.from(weights['embed.W_E']);
          embed[token * a.dModel + d] = (embed[token * a.dModel + d] ?? 0) + shift;
          const moved = foldNetwork(a, { ...weights, 'embed.W_E': embed });
          return activation(moved, 'logits', Int32Array.of(x * 7 + y)).data[z] ?? Number.NaN;
        };
        expect(gradients?.[position]?.[d]).toBeCloseTo((at(h) - at(-h)) / (2 * h), 6);
      }
    }
  });

  it('is 1 for the pizza, which only ever sees the mean of the two embeddings, and less for random weights', () => {
    const wired = wiredNetwork(11, [2]);
    expect(gradientSymmetricity(foldNetwork(wired.architecture, wired.weights), 50)).toBeCloseTo(1, 10);
    expect(gradientSymmetricity(foldNetwork(a, weights), 50)).toBeLessThan(0.99);
  });
});

describe('circularity', () => {
  const p = 31;
  const dft = createDft(p);

  it('is 1 for circles and small for noise', () => {
    const circles = new Float64Array((p + 1) * 4);
    for (let n = 0; n < p; n++) {
      [3, 8].forEach((k, i) => {
        circles[n * 4 + 2 * i] = (2 - i) * Math.cos((2 * Math.PI * k * n) / p);
        circles[n * 4 + 2 * i + 1] = (2 - i) * Math.sin((2 * Math.PI * k * n) / p);
      });
    }
    expect(circularity(circles, 4, dft)).toBeCloseTo(1, 10);
    expect(circularity(noise((p + 1) * 40, 2), 40, dft)).toBeLessThan(0.5);
  });
});
