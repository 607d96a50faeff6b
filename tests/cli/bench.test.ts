import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type Contender, summary, takeTurns } from '../../src/cli/bench/contender';
import { stepOperations } from '../../src/cli/bench/work';
import { choose, settingsOf } from '../../src/cli/train-presets';
import { runParts } from '../../src/model/run-settings';

const work = (choices: Parameters<typeof choose>[1]) =>
  stepOperations(runParts(settingsOf(choose('default', choices))));

describe('the operations of a step', () => {
  it('are 1.63 GFLOP for the default network: the composite form, its tables made of tokens and positions', () => {
    expect(work({}) / 1e9).toBeCloseTo(1.63, 2);
  });

  it('grow with the number of pairs by what each pair costs', () => {
    const [few, many] = [work({ fraction: 0.2 }), work({ fraction: 0.4 })];
    const pairs = Math.floor(0.4 * 113 ** 2) - Math.floor(0.2 * 113 ** 2);
    const forward = 512 * 114 + 2 * 4 * (512 + 114);
    expect(many - few).toBe(pairs * 3 * 2 * forward);
  });
});

describe('contenders', () => {
  /** One that always takes the same time, and writes down when it had its turn. */
  const contender = (name: string, milliseconds: number, turns: string[]): Contender => ({
    name,
    steps: async (count) => {
      turns.push(`${name} ${count}`);
      return Array.from({ length: count }, () => milliseconds);
    },
    close: async () => {},
  });

  it('take turns, and what is measured once a round comes after each round that counts', async () => {
    const turns: string[] = [];
    const quick = contender('quick', 2, turns);
    const slow = contender('slow', 1000, turns);
    const times = await takeTurns([quick, slow], { rounds: 2, steps: 8 }, async () => {
      turns.push('between');
    });
    // The round that warms up takes one step each; a slow one takes no more than a few seconds of any round.
    expect(turns).toEqual([
      'quick 1',
      'slow 1',
      'quick 8',
      'slow 3',
      'between',
      'quick 8',
      'slow 3',
      'between',
    ]);
    expect(times).toEqual([
      { name: 'quick', median: 2, least: 2 },
      { name: 'slow', median: 1000, least: 1000 },
    ]);
  });

  it('stop when the signal says so', async () => {
    const turns: string[] = [];
    const abort = new AbortController();
    abort.abort();
    await takeTurns([contender('any', 1, turns)], { rounds: 3, steps: 1, signal: abort.signal });
    expect(turns).toEqual([]);
  });

  it('are summed up by the median and the least of their times', () => {
    expect(summary('any', [5, 1, 9, 3, 4])).toEqual({ name: 'any', median: 4, least: 1 });
  });
});

describe('bench train memory=true', () => {
  it('prints what the process holds after the first step and five times more', async () => {
    const main = path.resolve(__dirname, '../../bin/clockwork.mjs');
    const args = [main, 'bench', 'train', 'memory=true', 'p=7', 'steps=2', 'threads=1', 'json=true'];
    const { stdout } = await promisify(execFile)(process.execPath, args);
    const samples = stdout
      .trim()
      .split('\n')
      .map((line): { steps: number; bytes: number } => JSON.parse(line));
    expect(samples.map(({ steps }) => steps)).toEqual([1, 3, 5, 7, 9, 11]);
    for (const { bytes } of samples) expect(bytes).toBeGreaterThan(2 ** 20);
  });
});
