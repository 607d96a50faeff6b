import { describe, expect, it } from 'vitest';
import { mixWaves } from '../../src/nodes/wave-geometry';
import {
  answerX,
  besideEachOther,
  columns,
  span,
  whileAdding,
  whileComparing,
  whileVoting,
} from '../../src/scenes/clocks/layout';

const p = 113;
const waves = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    Float64Array.from(
      { length: p },
      (_, z) => (25 - n) * Math.cos((2 * Math.PI * (5 * n + 3) * (z - 60)) / p),
    ),
  );
const sums = (votes: readonly Float64Array[]) =>
  votes.map((_, n) =>
    mixWaves(
      votes,
      votes.map((_, i) => (i <= n ? 1 : 0)),
      p,
    ),
  );

describe('the layout of the clocks', () => {
  it('keeps every row with its clock and its wave apart from its neighbours, for 1 to 8 keys', () => {
    for (let count = 1; count <= 8; count++) {
      const votes = waves(count);
      for (const { rows, radius, unit } of [whileVoting(votes), whileAdding(votes, sums(votes))]) {
        expect(rows).toHaveLength(count);
        const pitch = (rows[1] ?? Number.POSITIVE_INFINITY) - (rows[0] ?? 0);
        expect(2 * radius).toBeLessThan(pitch);
        expect(2 * 25 * unit).toBeLessThan(pitch);
        expect((rows[0] ?? 0) - Math.max(radius, 25 * unit)).toBeGreaterThan(-540);
      }
    }
  });

  it('keeps the sum below the rows and above its axis', () => {
    for (let count = 1; count <= 8; count++) {
      const votes = waves(count);
      const { rows, unit, sum } = whileAdding(votes, sums(votes));
      const { low, high } = span(sums(votes));
      expect(sum - high * unit).toBeGreaterThan((rows.at(-1) ?? 0) + 25 * unit);
      expect(sum - low * unit).toBeLessThan(372);
    }
  });

  it('fits the compared curves between the legend and the axis', () => {
    const { unit, sum } = whileComparing(sums(waves(3)));
    const { low, high } = span(sums(waves(3)));
    expect(sum - high * unit).toBeCloseTo(-250, 9);
    expect(sum - low * unit).toBeCloseTo(345, 9);
  });

  it('keeps clocks that stand side by side apart and on the frame', () => {
    for (let count = 1; count <= 8; count++) {
      const { places, radius } = besideEachOther(count);
      const pitch = (places[1] ?? Number.POSITIVE_INFINITY) - (places[0] ?? 0);
      expect(2.2 * radius).toBeLessThan(pitch);
      expect((places.at(-1) ?? 0) + 1.15 * radius).toBeLessThan(960);
    }
  });

  it('puts the first and the last answer at the ends of the waves', () => {
    expect(answerX(p, 0)).toBe(columns.left);
    expect(answerX(p, p - 1)).toBe(columns.right);
  });
});
