import { describe, expect, it } from 'vitest';
import { fractionOfVarianceExplained } from '../../src/analysis/fve';
import { fitLasso, largestAlpha, lassoProblem, predict } from '../../src/analysis/lasso';
import { fitSparseProbe } from '../../src/analysis/sparse-probe';
import { noise } from './synthetic';

describe('the Lasso', () => {
  it('soft-thresholds the coefficients of an orthonormal design', () => {
    // Columns ±1 on 8 samples, orthogonal with XᵀX/n = 1: w = soft(Xᵀy/n, α).
    const n = 8;
    const columns = [1, 2, 4].map((bit) => Array.from({ length: n }, (_, s) => (s & bit ? 1 : -1)));
    const truth = [2, -0.5, 0.1];
    const X = new Float64Array(n * 3);
    const y = new Float64Array(n).fill(7);
    for (let s = 0; s < n; s++)
      columns.forEach((column, i) => {
        X[s * 3 + i] = column[s] as number;
        y[s] = (y[s] as number) + (truth[i] as number) * (column[s] as number);
      });
    const fit = fitLasso(lassoProblem(X, y), 0.3);
    expect(Array.from(fit.weights)).toEqual([expect.closeTo(1.7, 12), expect.closeTo(-0.2, 12), 0]);
    expect(fit.intercept).toBeCloseTo(7, 12);
    expect(fit.active).toBe(2);
    expect(fit.r2).toBeCloseTo(1 - (0.3 ** 2 + 0.3 ** 2 + 0.1 ** 2) / (4 + 0.25 + 0.01), 12);
  });

  it('meets the optimality conditions on correlated features', () => {
    const [n, d] = [113, 40];
    const shared = noise(n, 1);
    const X = noise(n * d, 2).map((v, i) => 0.3 + v + 0.5 * (shared[Math.floor(i / d)] as number));
    const y = noise(n, 3).map((v, s) => v + 2 * (X[s * d + 5] as number) - (X[s * d + 9] as number));
    const alpha = 0.12;
    const fit = fitLasso(lassoProblem(X, y), alpha);
    const residual = predict(fit, X).map((v, s) => (y[s] as number) - v);
    expect(residual.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 8);
    expect(fit.active).toBeGreaterThan(2);
    expect(fit.active).toBeLessThan(d);
    for (let i = 0; i < d; i++) {
      let correlation = 0;
      for (let s = 0; s < n; s++) correlation += ((X[s * d + i] as number) * (residual[s] as number)) / n;
      const weight = fit.weights[i] as number;
      if (weight === 0) expect(Math.abs(correlation)).toBeLessThanOrEqual(alpha + 1e-7);
      else expect(correlation).toBeCloseTo(alpha * Math.sign(weight), 7);
    }
    expect(fit.r2).toBeCloseTo(fractionOfVarianceExplained(y, predict(fit, X)), 10);
  });

  it('is ordinary least squares without a penalty, and nothing at the largest alpha', () => {
    const X = noise(50 * 3, 4);
    const y = Float64Array.from(
      { length: 50 },
      (_, s) => 1 + 2 * (X[s * 3] as number) - (X[s * 3 + 2] as number),
    );
    const problem = lassoProblem(X, y);
    const free = fitLasso(problem, 0);
    expect(free.intercept).toBeCloseTo(1, 6);
    expect(free.weights[0]).toBeCloseTo(2, 6);
    expect(free.weights[1]).toBeCloseTo(0, 6);
    expect(free.weights[2]).toBeCloseTo(-1, 6);
    expect(fitLasso(problem, largestAlpha(problem)).active).toBe(0);
    expect(fitLasso(problem, 0.99 * largestAlpha(problem)).active).toBe(1);
  });

  it('refuses samples of unequal width', () => {
    expect(() => lassoProblem(new Float64Array(10), new Float64Array(3))).toThrow(/3 samples/);
  });
});

describe('a sparse probe', () => {
  it('finds the few entries that carry a cosine among many that do not, and its R² holds on the data', () => {
    const [n, d, k] = [113, 64, 9];
    const angle = (s: number) => (2 * Math.PI * k * s) / n;
    const X = noise(n * d, 5).map((v) => 0.3 * v);
    for (let s = 0; s < n; s++) {
      X[s * d + 7] = Math.cos(angle(s) + 0.4);
      X[s * d + 20] = Math.cos(angle(s) - 0.9);
    }
    const target = Float64Array.from({ length: n }, (_, s) => Math.cos(angle(s)));
    const probe = fitSparseProbe(X, target);
    expect(probe.weights[7]).toBeGreaterThan(0.3);
    expect(probe.weights[20]).toBeGreaterThan(0.3);
    expect(probe.active).toBeLessThanOrEqual(20);
    expect(probe.r2).toBeGreaterThan(0.97);
    expect(fractionOfVarianceExplained(target, predict(probe, X))).toBeCloseTo(probe.r2, 10);
  });

  it('does not pretend: on pure noise its weights run out before it reads the cosine', () => {
    const target = Float64Array.from({ length: 113 }, (_, s) => Math.cos((2 * Math.PI * 9 * s) / 113));
    const probe = fitSparseProbe(noise(113 * 64, 6), target);
    expect(probe.active).toBeLessThanOrEqual(20);
    expect(probe.r2).toBeLessThan(0.75);
  });
});
