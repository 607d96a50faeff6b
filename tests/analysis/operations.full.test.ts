import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { powersOf } from '../../src/analysis/discrete-logarithm';
import { recordAnalysis } from '../../src/analysis/record-analysis-node';
import { choose, settingsOf } from '../../src/cli/train-presets';
import { recordTraining } from '../../src/model/record-training-node';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

let runs = '';
beforeAll(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterAll(() => rm(runs, { recursive: true, force: true }));

/** Trains a network of 59 residues on seven tenths of an operation until it groks, and takes it apart. */
async function grokked(op: 'sub' | 'mul' | 'div') {
  const settings = settingsOf(choose('quick', { op, fraction: 0.7, smoothness: 0, steps: 2000 }));
  await recordTraining({ name: op, settings, backend: 'auto', command: () => 'test', runs });
  const { headline } = await recordAnalysis(op, { runs, threads: 2 });
  return { headline, run: await Run.open(folderSource(op, runs)) };
}

describe('an operation that is addition under a relabelling', () => {
  it.each(['sub', 'mul', 'div'] as const)('(%s) is solved by clocks that the measures find', async (op) => {
    const { headline, run } = await grokked(op);
    const losses = (name: string) => {
      const value = headline[name];
      if (typeof value !== 'object' || !('all' in value)) throw new Error(`${name} is no set of losses`);
      return value.all as number;
    };
    expect(headline.accuracy).toMatchObject({ test: expect.closeTo(1, 1) });
    const keys = await run.numbers('key_frequencies');
    expect(keys.length).toBeGreaterThanOrEqual(2);
    expect(keys.length).toBeLessThanOrEqual(7);
    // The waves of the relabelled sum are nearly all of the logits, and nothing is known without them.
    const share = (await run.numbers('logits.wave.share')).reduce((all, value) => all + value, 0);
    expect(share).toBeGreaterThan(0.85);
    expect(losses('excludedLoss')).toBeGreaterThan(1000 * losses('loss'));
    expect(losses('excludedLoss')).toBeGreaterThan(2);
    if (op === 'mul') {
      // An operation that does not tell x from y comes out as addition does.
      expect(headline.logitFve).toBeGreaterThan(0.9);
      expect(headline.unembedShare).toBeGreaterThan(0.95);
      expect(losses('restrictedLoss')).toBeLessThan(losses('loss'));
    }
    if (op === 'sub') {
      expect(headline).not.toHaveProperty('generator');
      expect((await run.tensor('view.right')).data.slice(0, 3)).toEqual(Int32Array.of(0, 58, 57));
    } else {
      // The generator reaches every residue but 0, and the clock runs on its exponents.
      expect(powersOf(Number(headline.generator), 59)).toHaveLength(58);
      expect((await run.tensor('view.left')).data).toEqual(powersOf(Number(headline.generator), 59));
    }
  });
});
