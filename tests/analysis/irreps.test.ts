import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { analyzeRun } from '../../src/analysis/analyze-run';
import { measureGroupStep } from '../../src/analysis/group-measures';
import {
  INVERSES,
  IRREP_NAMES,
  IRREPS,
  isotypicPowers,
  isotypicProjection,
  QUOTIENTS,
  sharesOf,
} from '../../src/analysis/irreps';
import { character, cycleType, partitionsOf } from '../../src/analysis/symmetric-characters';
import { createArchitecture } from '../../src/model/architecture';
import { multiply } from '../../src/model/matrix';
import { composePermutations, PERMUTATIONS_OF_FIVE } from '../../src/model/permutations';
import { splitPairs } from '../../src/model/split';
import { createTask } from '../../src/model/task';
import { initialWeights } from '../../src/model/weights';
import { noise } from './synthetic';

const ORDER = 120;
const elements = PERMUTATIONS_OF_FIVE.map((_, g) => g);
const fixed = PERMUTATIONS_OF_FIVE.map((g) => g.filter((image, place) => image === place).length);
const sign = PERMUTATIONS_OF_FIVE.map((g) =>
  cycleType(g).filter((cycle) => cycle % 2 === 0).length % 2 ? -1 : 1,
);
const characters = (name: string) => Array.from(IRREPS[IRREP_NAMES.indexOf(name)]?.characters ?? []);

describe('the characters of S₅ by the rule of Murnaghan and Nakayama', () => {
  it('belong to seven representations of dimensions 1, 4, 5, 6, 5, 4, 1, whose squares add up to the order', () => {
    expect(IRREP_NAMES).toEqual(['5', '4+1', '3+2', '3+1+1', '2+2+1', '2+1+1+1', '1+1+1+1+1']);
    expect(IRREPS.map(({ dimension }) => dimension)).toEqual([1, 4, 5, 6, 5, 4, 1]);
    expect(IRREPS.reduce((sum, { dimension }) => sum + dimension ** 2, 0)).toBe(ORDER);
  });

  it('are orthonormal over the group, and over the classes', () => {
    for (const a of IRREPS) {
      for (const b of IRREPS) {
        const mean =
          elements.reduce((sum, g) => sum + (a.characters[g] ?? 9) * (b.characters[g] ?? 9), 0) / ORDER;
        expect(mean).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
    const classes = partitionsOf(5);
    for (const one of classes) {
      for (const other of classes) {
        const sum = partitionsOf(5).reduce(
          (all, shape) => all + character(shape, one) * character(shape, other),
          0,
        );
        const size = PERMUTATIONS_OF_FIVE.filter((g) => cycleType(g).join() === one.join()).length;
        expect(sum).toBe(one.join() === other.join() ? ORDER / size : 0);
      }
    }
  });

  it('are those of the constructions: fixed points, pairs of points, exterior square, and these with the sign', () => {
    const square = (g: number) => composePermutations(g, g);
    const fixedPairs = PERMUTATIONS_OF_FIVE.map((g) => {
      let count = 0;
      for (let i = 0; i < 5; i++) {
        for (let j = 0; j < i; j++) {
          const [a, b] = [g[i], g[j]];
          if ((a === i && b === j) || (a === j && b === i)) count++;
        }
      }
      return count;
    });
    const standard = fixed.map((count) => count - 1);
    const wedge = standard.map((value, g) => (value ** 2 - (standard[square(g)] ?? 9)) / 2);
    const pairs = fixedPairs.map((count, g) => count - (fixed[g] ?? 9));
    const withSign = (values: readonly number[]) => values.map((value, g) => value * (sign[g] ?? 9) + 0);
    expect(characters('5')).toEqual(elements.map(() => 1));
    expect(characters('4+1')).toEqual(standard);
    expect(characters('3+2')).toEqual(pairs);
    expect(characters('3+1+1')).toEqual(wedge);
    expect(characters('2+2+1')).toEqual(withSign(pairs));
    expect(characters('2+1+1+1')).toEqual(withSign(standard));
    expect(characters('1+1+1+1+1')).toEqual(sign);
  });

  it('stand on inverses and quotients that are those of the group', () => {
    for (const g of elements) expect(composePermutations(g, INVERSES[g] ?? -1)).toBe(0);
    for (const [g, h] of [
      [5, 77],
      [119, 3],
    ] as const) {
      expect(composePermutations(QUOTIENTS[g * ORDER + h] ?? -1, h)).toBe(g);
    }
  });
});

describe('the division of functions among the representations', () => {
  it('is by projections that are their own squares, orthogonal, and together the identity', () => {
    const projections = IRREPS.map(isotypicProjection);
    const sum = projections.reduce((all, one) => all.map((value, i) => value + (one[i] ?? 9)));
    sum.forEach((value, at) => {
      expect(Math.abs(value - (Math.floor(at / ORDER) === at % ORDER ? 1 : 0))).toBeLessThan(1e-12);
    });
    projections.forEach((one, i) => {
      const other = projections[(i + 1) % 7] ?? one;
      const twice = multiply(one, one, ORDER, ORDER, ORDER);
      expect(Math.max(...twice.map((value, at) => Math.abs(value - (one[at] ?? 9))))).toBeLessThan(1e-12);
      expect(Math.max(...multiply(one, other, ORDER, ORDER, ORDER).map(Math.abs))).toBeLessThan(1e-12);
    });
  });

  it('gives the powers that the projections leave, and adds up to all', () => {
    const values = noise(ORDER * 3, 4);
    const powers = isotypicPowers(values, 3);
    IRREPS.forEach((irrep, i) => {
      const part = multiply(isotypicProjection(irrep), values, ORDER, ORDER, 3);
      expect(powers[i]).toBeCloseTo(
        part.reduce((sum, value) => sum + value ** 2, 0),
        9,
      );
    });
    expect(powers.reduce((a, b) => a + b, 0)).toBeCloseTo(
      values.reduce((sum, value) => sum + value ** 2, 0),
      9,
    );
  });

  it('puts where a point goes into the trivial and the standard one, and with the sign into their partners', () => {
    const where = Float64Array.from(PERMUTATIONS_OF_FIVE, (g) => (g[2] === 4 ? 1 : 0));
    // 24 ones: the mean 1/5 has power 120/25, the rest is the standard representation.
    expect(Array.from(sharesOf(isotypicPowers(where, 1)))).toEqual(
      [0.2, 0.8, 0, 0, 0, 0, 0].map((share) => expect.closeTo(share, 12)),
    );
    const signed = where.map((value, g) => value * (sign[g] ?? 9));
    expect(Array.from(sharesOf(isotypicPowers(signed, 1)))).toEqual(
      [0, 0, 0, 0, 0, 0.8, 0.2].map((share) => expect.closeTo(share, 12)),
    );
  });
});

describe('a network that composes permutations', () => {
  const task = createTask({ operation: 's5' });
  const split = splitPairs(task, 0, 0.4);
  const architecture = createArchitecture(task.tokens, { dModel: 8, heads: 2, dMlp: 12 });
  const weights = initialWeights(architecture, 3);
  const logits = (of: (x: number, y: number, z: number) => number) =>
    Float64Array.from({ length: ORDER ** 2 * 121 }, (_, at) => {
      const z = at % 121;
      const pair = Math.floor(at / 121);
      return z === ORDER ? 99 : of(Math.floor(pair / ORDER), pair % ORDER, z);
    });
  const quotient = (x: number, y: number, z: number) =>
    QUOTIENTS[composePermutations(x, y) * ORDER + z] ?? Number.NaN;

  it('that scores answers by the fixed points of x ∘ y ∘ z⁻¹ is the standard representation and nothing else', () => {
    const measured = measureGroupStep(
      { task, split, architecture },
      5,
      weights,
      logits((x, y, z) => 3 * ((fixed[quotient(x, y, z)] ?? 9) - 1) + 7),
    );
    expect(measured.score.accuracy).toEqual({ train: 1, test: 1 });
    expect(measured.shares.logits[1]).toBeCloseTo(1, 12);
    expect(measured.productFve).toBeCloseTo(1, 12);
    expect(measured.quotientFve).toBeCloseTo(1, 12);
    expect(measured.characterFve).toBeCloseTo(1, 12);
    expect(Array.from(measured.coefficients)).toEqual(
      [0, 3, 0, 0, 0, 0, 0].map((v) => expect.closeTo(v, 12)),
    );
    expect(measured.charactersOnlyLoss).toBeCloseTo(measured.score.loss.all, 12);
    // Without it nothing is left but a guess; without another, everything is.
    expect(measured.excluded[1]).toBeCloseTo(Math.log(ORDER), 9);
    expect(measured.excluded[3]).toBeCloseTo(measured.score.loss.train, 12);
  });

  it('that looks at where one point goes explains its logits by no character, but by the quotient', () => {
    const measured = measureGroupStep(
      { task, split, architecture },
      5,
      weights,
      logits((x, y, z) => (PERMUTATIONS_OF_FIVE[quotient(x, y, z)]?.[0] === 0 ? 5 : 0)),
    );
    expect(measured.quotientFve).toBeCloseTo(1, 12);
    // Where 0 goes, about its mean: power 1/5 − 1/25 a element; its mean over the class functions is (fixed − 1)/5.
    expect(measured.characterFve).toBeCloseTo(1 / 25 / (1 / 5 - 1 / 25), 12);
  });

  it('is analyzed over its steps, and what needs waves or sums is left out with the reason', async () => {
    const { analysis, headline, surfaces } = await analyzeRun({
      task,
      split,
      architecture,
      steps: [0, 10],
      weightsAt: async () => weights,
    });
    expect(surfaces).toEqual([]);
    const shares = analysis.find(({ name }) => name === 'irreps.share.over_steps');
    expect(shares?.shape).toEqual([2, 4, 7]);
    const sum = Array.from(shares?.data ?? [])
      .slice(0, 7)
      .reduce((all, value) => all + value, 0);
    expect(sum).toBeCloseTo(1, 6);
    // Random embeddings have no favourite: each component holds its dimension squared over the order.
    expect(headline.irrepShares).toMatchObject({ embed: { '3+1+1': expect.closeTo(36 / 120, 1) } });
    expect(headline.leftOut).toMatchObject({
      keyFrequencies: expect.stringContaining('no residues'),
      restrictedLoss: expect.stringContaining('do not commute'),
    });
    const page = await readFile(new URL('../../docs/recording-tensors.md', import.meta.url), 'utf8');
    for (const { name } of analysis) expect(page).toContain(`\`${name}\``);
  });
});
