import { describe, expect, it } from 'vitest';
import { createDft } from '../../src/analysis/dft';
import { fitLogits, meanByDistance } from '../../src/analysis/logit-fit';
import {
  type LogitTable,
  logitsBySum,
  logitVariance,
  logitWaves,
  meanLogits,
  votes,
} from '../../src/analysis/logit-waves';
import { clocksOnlyLoss, excludedLoss, restrictedLoss } from '../../src/analysis/progress-measures';
import { scoreSplit } from '../../src/analysis/split-score';
import { clockLogits, noise } from './synthetic';

const p = 13;
const dft = createDft(p);
const w = (k: number) => (2 * Math.PI * k) / p;
const pairs = Int32Array.from({ length: p * p }, (_, i) => i);
const split = { train: pairs.filter((i) => i % 3 === 0), test: pairs.filter((i) => i % 3 !== 0) };

const labels = pairs.map((i) => (Math.floor(i / p) + (i % p)) % p);
const score = (table: LogitTable) => scoreSplit(table.values, table.columns, labels, p, split);

/** −log softmax at distance 0 of scores by distance, by hand. */
function lossByHand(scores: (d: number) => number): number {
  let sum = 0;
  for (let d = 0; d < p; d++) sum += Math.exp(scores(d) - scores(0));
  return Math.log(sum);
}

describe('logits made of exact clocks', () => {
  const clocks = [
    { k: 2, amplitude: 3 },
    { k: 5, amplitude: 1.5 },
  ];
  const table = { p, columns: p + 1, values: clockLogits(p, clocks, p + 1) };
  const bySum = logitsBySum(table);
  const means = meanLogits(bySum, p);
  const both = logitWaves(bySum, [2, 5], dft);

  it('are fitted by their clocks with their amplitudes and FVE 1', () => {
    const fit = fitLogits(table, [2, 4, 5], dft);
    expect(Array.from(fit.coefficients)).toEqual([
      expect.closeTo(3, 12),
      expect.closeTo(0, 12),
      expect.closeTo(1.5, 12),
    ]);
    expect(fit.fve).toBeCloseTo(1, 12);
    expect(fitLogits(table, [5], dft).fve).toBeCloseTo(1.5 ** 2 / (3 ** 2 + 1.5 ** 2), 12);
  });

  it('have the coefficients a·cos(wz) and a·sin(wz) as votes', () => {
    for (let z = 0; z < p; z++) {
      expect(both[0]?.cos[z]).toBeCloseTo(3 * Math.cos(w(2) * z), 12);
      expect(both[1]?.sin[z]).toBeCloseTo(1.5 * Math.sin(w(5) * z), 12);
    }
    const { perWave, fve } = logitVariance(table, means, both);
    expect(perWave[0]).toBeCloseTo(0.8, 12);
    expect(fve).toBeCloseTo(1, 12);
  });

  it('lose nothing in the restricted loss, which is the loss by hand', () => {
    const byHand = lossByHand((d) => 3 * Math.cos(w(2) * d) + 1.5 * Math.cos(w(5) * d));
    const restricted = restrictedLoss(both, means, p, split);
    expect(restricted.all).toBeCloseTo(byHand, 12);
    expect(restricted.train).toBeCloseTo(byHand, 12);
    expect(restricted.test).toBeCloseTo(byHand, 12);
    expect(score(table).loss.all).toBeCloseTo(byHand, 12);
    expect(clocksOnlyLoss(fitLogits(table, [2, 5], dft), p)).toBeCloseTo(byHand, 12);
  });

  it('know nothing when all clocks are excluded, and as little as the other clock when one is', () => {
    expect(excludedLoss(table, both, split.train)).toBeCloseTo(Math.log(p), 12);
    const without2 = both.slice(0, 1);
    expect(excludedLoss(table, without2, split.train)).toBeCloseTo(
      lossByHand((d) => 1.5 * Math.cos(w(5) * d)),
      12,
    );
  });
});

describe('logits of any kind', () => {
  const columns = p + 1;
  const table = { p, columns, values: noise(p * p * columns, 11) };

  it('are projected exactly as by the inner products over all pairs on (cc−ss)/√2 and (sc+cs)/√2', () => {
    const k = 4;
    const norm = Math.sqrt(2) / p; // cos(w(x+y)) over all pairs has norm p/√2
    const [wave] = logitWaves(logitsBySum(table), [k], dft);
    const vote = votes(wave ? [wave] : [], p);
    for (const z of [0, 7]) {
      let onCos = 0;
      let onSin = 0;
      for (const i of pairs) {
        const angle = w(k) * (Math.floor(i / p) + (i % p));
        onCos += (table.values[i * columns + z] as number) * Math.cos(angle) * norm;
        onSin += (table.values[i * columns + z] as number) * Math.sin(angle) * norm;
      }
      for (const s of [0, 5]) {
        const projected = norm * (onCos * Math.cos(w(k) * s) + onSin * Math.sin(w(k) * s));
        expect(vote[s * p + z]).toBeCloseTo(projected, 12);
      }
    }
  });

  it('split into train and test so that the whole is their weighted mean', () => {
    const { loss } = score(table);
    const weighted = (loss.train * split.train.length + loss.test * split.test.length) / (p * p);
    expect(loss.all).toBeCloseTo(weighted, 12);
  });

  it('have a mean by distance that a shift of both sum and answer leaves alone', () => {
    const bySum = logitsBySum(table);
    const shifted = new Float64Array(p * p);
    for (let s = 0; s < p; s++)
      for (let z = 0; z < p; z++) shifted[((s + 1) % p) * p + ((z + 1) % p)] = bySum[s * p + z] as number;
    const [a, b] = [meanByDistance(bySum, p), meanByDistance(shifted, p)];
    for (let d = 0; d < p; d++) expect(a[d]).toBeCloseTo(b[d] as number, 12);
  });

  it('are refused when a row is missing, with both sizes named', () => {
    expect(() => logitsBySum({ ...table, values: table.values.slice(columns) })).toThrow(/169 rows/);
  });
});
