import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { chooseExample, loadTable, SMALL, sumTex, wrapped } from '../../src/scenes/modular-addition/load';

/** A run that is nothing but a manifest: the chapter needs no more. */
function manifestOnly(task: {
  operation?: string;
  p?: number;
  fraction?: number;
  seed?: number;
}): Promise<Run> {
  const manifest = {
    ...{ format: 'clockwork-run', version: 1, name: 'bare', status: 'complete' },
    made: {
      command: 'train',
      clockwork: '0',
      commit: null,
      date: '2026-01-01T00:00:00Z',
      wallSeconds: 1,
      backend: 'js',
    },
    task: { operation: 'add', p: 113, fraction: 0.3, seed: 0, split: 'none', ...task },
    architecture: { dModel: 4, heads: 1, dHead: 4, dMlp: 4, vocabulary: 8, context: 3, activation: 'relu' },
    ...{ optimizer: {}, steps: { total: 0, checkpoints: [] }, headline: {}, files: {}, tensors: [] },
  };
  return Run.open({
    name: 'bare',
    where: 'memory',
    read: async () => new TextEncoder().encode(JSON.stringify(manifest)),
  });
}

describe('the table that the chapter fills', () => {
  it('holds x + y mod p at every pair', async () => {
    const { p, answers } = loadTable(await manifestOnly({ p: 59 }));
    expect(answers).toHaveLength(59 * 59);
    answers.forEach((answer, pair) => {
      expect(answer).toBe((Math.floor(pair / p) + (pair % p)) % p);
    });
  });

  it('lights the pairs in the order of Python’s shuffle with the seed of the run', async () => {
    const { p, turn } = loadTable(await manifestOnly({}));
    // The published order of seed 0.
    const first = [18 * p + 34, 10 * p + 83, 55 * p + 28, 25 * p + 51, 63 * p + 65, 14 * p + 104];
    expect(first.map((pair) => turn[pair])).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...turn].sort((a, b) => a - b)).toEqual(Array.from({ length: p * p }, (_, i) => i));
  });

  it('asks for a sum that was held out, and is read easily on the clock', async () => {
    for (const seed of [0, 3, 4]) {
      const { p, turn, trainPairs, example } = loadTable(await manifestOnly({ seed }));
      expect(turn[example.x * p + example.y]).toBeGreaterThanOrEqual(trainPairs);
      expect(example.x + example.y).toBeGreaterThanOrEqual(p);
      expect(example.answer).toBe(example.x + example.y - p);
    }
  });

  it('prefers an example whose hands lie apart', () => {
    const p = 113;
    const pairs = [56 * p + 58, 111 * p + 112, 82 * p + 92];
    expect(chooseExample(pairs, p)).toEqual(wrapped(p, 82, 92));
  });

  it('refuses an operation that it does not explain, and a run of which nobody knows the split', async () => {
    const products = await manifestOnly({ operation: 'mul' });
    expect(() => loadTable(products)).toThrow(/"bare" was trained on "mul"[\s\S]*op=add/);
    const unknown = await manifestOnly({ fraction: 0 });
    expect(() => loadTable(unknown)).toThrow(/of run "bare" nobody knows[\s\S]*split=python/);
  });
});

describe('the small sum that explains it', () => {
  it('passes the end of its clock', () => {
    expect(SMALL.x + SMALL.y).toBeGreaterThan(SMALL.modulus);
    expect(SMALL.answer).toBe(SMALL.x + SMALL.y - SMALL.modulus);
  });

  it('is written with the numbers that the hands show', () => {
    const named = sumTex(SMALL, (role, number) => `${role}:${number}`);
    expect(named).toBe('x:3 + y:4 \\equiv sum:2 \\pmod{5}');
  });
});

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter says of the committed run', () => {
  it('counts the train and test pairs that the manifest counts', async () => {
    const run = await Run.open(folderSource('default'));
    const { trainPairs, testPairs, p } = loadTable(run);
    expect({ trainPairs, testPairs }).toEqual({
      trainPairs: run.manifest.task.trainPairs,
      testPairs: run.manifest.task.testPairs,
    });
    expect(trainPairs + testPairs).toBe(p * p);
  });
});
