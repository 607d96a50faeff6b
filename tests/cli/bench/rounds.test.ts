import { describe, expect, it } from 'vitest';
import { figureOf, ratiosOf } from '../../../src/cli/bench/render/figures';
import { takeTurns } from '../../../src/cli/bench/render/rounds';
import { InputError, WorkError } from '../../../src/errors';

/** One whose values are a name for the round, and which writes down when it had its turn. */
const turn = (name: string, turns: string[], act: (round: number) => void = () => undefined) => ({
  name,
  take: async (round: number) => {
    turns.push(`${name}${round}`);
    act(round);
    return 10 * round;
  },
});

describe('rounds', () => {
  it('let all take turns, and the first one does not count', async () => {
    const turns: string[] = [];
    const taken = await takeTurns([turn('a', turns), turn('b', turns)], { rounds: 2 });
    expect(turns).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2']);
    expect(taken.map(({ values }) => values)).toEqual([
      [10, 20],
      [10, 20],
    ]);
  });

  it('go on without one that fails, and say why it did', async () => {
    const turns: string[] = [];
    const fails = turn('a', turns, (round) => {
      if (round === 2) throw new WorkError('the tool hung');
    });
    const taken = await takeTurns([fails, turn('b', turns)], { rounds: 3 });
    expect(turns).toEqual(['a0', 'b0', 'a1', 'b1', 'a2', 'b2', 'b3']);
    expect(taken).toEqual([
      { name: 'a', values: [10, undefined, undefined], failure: 'the tool hung' },
      { name: 'b', values: [10, 20, 30], failure: undefined },
    ]);
  });

  it('end when what was asked for is not there', async () => {
    const wrong = turn('a', [], () => {
      throw new InputError('no such scene');
    });
    await expect(takeTurns([wrong], { rounds: 1 })).rejects.toThrow('no such scene');
  });

  it('end at an abort, with what was measured until then', async () => {
    const turns: string[] = [];
    const abort = new AbortController();
    const stops = turn('b', turns, (round) => {
      if (round === 1) abort.abort();
      abort.signal.throwIfAborted();
    });
    const taken = await takeTurns([turn('a', turns), stops], { rounds: 2, signal: abort.signal });
    expect(turns).toEqual(['a0', 'b0', 'a1', 'b1']);
    expect(taken).toEqual([
      { name: 'a', values: [10, undefined], failure: undefined },
      { name: 'b', values: [undefined, undefined], failure: undefined },
    ]);
  });
});

describe('figures', () => {
  it('are the median, the least and the most of what was measured', () => {
    expect(figureOf([5, undefined, 1, 9])).toEqual({ median: 5, least: 1, most: 9 });
    expect(figureOf([4, 1, 2, 30])).toEqual({ median: 3, least: 1, most: 30 });
    expect(figureOf([undefined])).toBeUndefined();
  });

  it('are compared within a round', () => {
    expect(ratiosOf([10, 30, undefined, 8], [20, 20, 5, undefined])).toEqual([0.5, 1.5]);
  });
});
