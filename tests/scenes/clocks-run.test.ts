import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { angleBetween } from '../../src/nodes/clock-geometry';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { loadClocks } from '../../src/scenes/clocks/load';
import { addition, ballot, chooseExample, cosineGap, peak } from '../../src/scenes/clocks/story';

const committed = existsSync(path.join(runsFolder, 'default', 'run.json'));

describe.skipIf(!committed)('what the chapter shows of the committed run', () => {
  const data = async () => loadClocks(await Run.open(folderSource('default')));

  it('lets the votes peak at the answer in every worked example, and explain its logits', async () => {
    const clocks = await data();
    expect(clocks.examples.length).toBeGreaterThan(0);
    for (const example of clocks.examples) {
      const { answer, total, logits, fve } = ballot(clocks, example);
      expect(peak(logits)).toBe(answer);
      expect(peak(total)).toBe(answer);
      expect(fve).toBeGreaterThan(0.9);
    }
  });

  it('adds the measured hands to within the accuracy of the probes', async () => {
    const clocks = await data();
    for (const example of clocks.examples) {
      const { sum, exact } = addition(clocks, example);
      expect(Math.abs(angleBetween(sum, exact))).toBeLessThan(0.5);
    }
  });

  it('chooses an example in which adding cosines is plainly wrong', async () => {
    const clocks = await data();
    const example = chooseExample(clocks);
    expect(example).toBeDefined();
    if (example !== undefined) expect(Math.abs(cosineGap(addition(clocks, example)))).toBeGreaterThan(0.3);
  });
});
