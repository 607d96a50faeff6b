import { describe, expect, it } from 'vitest';
import { score } from '../../src/model/loss';

describe('score', () => {
  it('of equal logits is the logarithm of their number', () => {
    const { loss } = score(new Float64Array(114).fill(3), [5], 114);
    expect(loss).toBeCloseTo(Math.log(114), 14);
  });

  it('does not cancel far below the float64 epsilon', () => {
    const logits = Float64Array.from([60, 0]);
    const { loss } = score(logits, [0], 2);
    expect(Math.abs(loss / Math.exp(-60) - 1)).toBeLessThan(1e-12);
  });

  it('does not overflow where the answer is hopeless', () => {
    expect(score(Float64Array.from([0, 2000]), [0], 2).loss).toBe(2000);
  });

  it('leaves the columns from `classes` on out', () => {
    const logits = Float64Array.from([1, 2, 50]);
    expect(score(logits, [1], 3, 2).loss).toBeCloseTo(Math.log1p(Math.exp(-1)), 14);
    expect(score(logits, [1], 3, 2).accuracy).toBe(1);
    expect(score(logits, [1], 3).accuracy).toBe(0);
  });

  it('counts a tie as argmax does: the first of the largest wins', () => {
    const tied = Float64Array.from([1, 4, 4]);
    expect(score(tied, [1], 3).accuracy).toBe(1);
    expect(score(tied, [2], 3).accuracy).toBe(0);
  });

  it('refuses logits that are not one row for each answer, and answers that are no class', () => {
    expect(() => score(new Float64Array(5), [0], 3)).toThrow('5 logits are not 1 rows of 3');
    expect(() => score(new Float64Array(3), [3], 3)).toThrow(
      'answer 3 of row 0 is not one of the classes 0 to 2',
    );
  });
});
