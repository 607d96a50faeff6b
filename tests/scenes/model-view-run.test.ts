import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { select } from '../../src/recording/tensor';
import { loadModelView } from '../../src/scenes/model-view/load';
import { certainty, noOrder, sumWritten } from '../../src/scenes/model-view/sentences';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter shows of the committed run', () => {
  it('is the network of the manifest, down to the number of its learned numbers', async () => {
    const run = await Run.open(folderSource('default'));
    const { shape, parameters } = await loadModelView(run);
    const { dModel, heads, dHead, dMlp, vocabulary } = run.manifest.architecture;
    expect(shape).toMatchObject({ dModel, heads, dHead, dMlp, vocabulary });
    // A closed form for the default widths, see Nanda et al. 2023.
    expect(parameters).toBe(226_816);
  });

  it('lights up the very logits that the recording holds, and the right answer wins', async () => {
    const run = await Run.open(folderSource('default'));
    const { p, example, others } = await loadModelView(run);
    const pairs = await run.tensor('examples.pair');
    const logits = await run.tensor('examples.logits');
    for (const { x, y, answer, values, probability } of [example, ...others]) {
      expect(answer).toBe((x + y) % p);
      expect(probability).toBeGreaterThan(0.99);
      const number = Array.from({ length: pairs.data.length / 2 }, (_, i) => i).find(
        (i) => Number(pairs.data[2 * i]) === x && Number(pairs.data[2 * i + 1]) === y,
      );
      const recorded = select(logits, { example: number ?? -1 }).data;
      for (let z = 0; z < p; z++) expect(values.logits[z]).toBeCloseTo(Number(recorded[z]), 3);
    }
  });
});

describe('the sentences of the chapter', () => {
  it('never round a probability up to certainty', () => {
    expect(certainty(0.99999993)).toBe('99.999993\u00a0%');
    expect(certainty(0.5)).toBe('50\u00a0%');
    expect(certainty(1 - 1e-13)).not.toMatch(/^100/);
  });

  it('compare a symbol with a neighbour that exists', () => {
    expect(noOrder(58, 59)).toContain('nearer to 57 than to 0');
    expect(noOrder(0, 59)).toContain('nearer to 1 than to 58');
  });

  it('take p away only where it is reached', () => {
    expect(sumWritten({ x: 82, y: 92 }, 113)).toBe('82 + 92 − 113 = 61');
    expect(sumWritten({ x: 2, y: 7 }, 113)).toBe('2 + 7 = 9');
  });
});
