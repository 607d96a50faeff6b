import { describe, expect, it } from 'vitest';
import { splitPairs } from '../../src/model/split';
import { createTask, operands } from '../../src/model/task';

/** The head and tail of `random.seed(seed); random.shuffle(pairs)` in Python 3. */
const PYTHON = [
  { seed: 0, p: 113, head: '18,34 10,83 55,28 25,51 63,65 14,104', tail: '60,110 109,101 55,96' },
  { seed: 1, p: 113, head: '58,58 76,57 60,23 100,89 29,27 34,30', tail: '110,83 82,59 19,54' },
  { seed: 7, p: 59, head: '42,12 26,33 54,49 22,43 11,33 44,42', tail: '27,24 10,27 22,28' },
  { seed: 4294967301, p: 11, head: '9,3 8,7 6,8 1,2 6,10 4,10', tail: '3,3 5,7 1,9' },
];

describe('splitPairs', () => {
  it.each(PYTHON)("shuffles p=$p with seed $seed in Python's order", ({ seed, p, head, tail }) => {
    const task = createTask({ operation: 'add', p });
    const { train, test } = splitPairs(task, seed, 0.3);
    const written = (pairs: Int32Array) =>
      Array.from(pairs, (pair) => `${operands(task, pair).x},${operands(task, pair).y}`).join(' ');
    expect(written(train.slice(0, 6))).toBe(head);
    expect(written(test.slice(-3))).toBe(tail);
    expect(train.length).toBe(Math.trunc(0.3 * p * p));
    expect(new Set([...train, ...test]).size).toBe(p * p);
  });

  it('trains on 3830 of the 12 769 pairs at fraction 0.3, on 3192 at 0.25', () => {
    const task = createTask({ operation: 'add', p: 113 });
    expect(splitPairs(task, 0, 0.3).train.length).toBe(3830);
    expect(splitPairs(task, 0, 0.25).train.length).toBe(3192);
  });

  it('leaves pairs without an answer out', () => {
    const task = createTask({ operation: 'div', p: 7 });
    const { train, test } = splitPairs(task, 3, 0.5);
    expect(train.length + test.length).toBe(42);
    for (const pair of [...train, ...test]) expect(operands(task, pair).y).not.toBe(0);
  });

  it('names the valid range of a bad fraction or seed', () => {
    const task = createTask({ operation: 'add', p: 5 });
    expect(() => splitPairs(task, 0, 0)).toThrow('fraction=0 is not between 0 and 1');
    expect(() => splitPairs(task, 0, 1)).toThrow('fraction=1 is not between 0 and 1');
    expect(() => splitPairs(task, 0, Number.NaN)).toThrow('fraction=NaN is not between 0 and 1');
    expect(() => splitPairs(task, 0, 0.01)).toThrow('leaves no pair to train on');
    expect(() => splitPairs(task, -1, 0.3)).toThrow('seed=-1 is not an integer from 0');
  });
});
