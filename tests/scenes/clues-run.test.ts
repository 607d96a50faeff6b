import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { exampleActivations, networkOfRun } from '../../src/analysis/example-activations';
import { Run } from '../../src/recording/run';
import { folderSource, runsFolder } from '../../src/recording/source-node';
import { loadClues, rowAt } from '../../src/scenes/clues/load';

/** The committed run, and others that are here. */
const runs = ['default', 'plain', 'small'].filter((name) =>
  existsSync(path.join(runsFolder, name, 'run.json')),
);

describe.each(runs)('what the chapter shows of the run "%s"', (name) => {
  it('is what the live network computes, or an error that names the tensor and how it is recorded', async () => {
    const run = await Run.open(folderSource(name));
    if (!run.has('blocks.0.mlp.hook_pre.row.over_steps')) {
      await expect(loadClues(run)).rejects.toThrow(/hook_pre\.row\.over_steps[\s\S]*npm run analyze run=/);
      return;
    }
    const { p, followed, pair, steps, accuracy } = await loadClues(run);
    const network = await networkOfRun(run);
    const [first, second] = pair.map((n) => followed[n]?.frequency);
    expect(first).toBe(second);
    expect(accuracy).toHaveLength(steps.length);
    // Means are not compared, but how far a few values of y lie from the first.
    const some = [0, 1, Math.floor(p / 3), p - 1];
    const live = some.map((y) => exampleActivations(network, 0, y).pre);
    for (const { neuron, most, ...rest } of followed) {
      const shown = rowAt({ neuron, most, ...rest }, steps.length - 1);
      some.forEach((y, i) => {
        const drawn = (shown[y] ?? Number.NaN) - (shown[0] ?? Number.NaN);
        const real = (live[i]?.[neuron] ?? Number.NaN) - (live[0]?.[neuron] ?? Number.NaN);
        // Half floats hold three digits.
        expect(Math.abs(drawn - real)).toBeLessThan(0.006 * most);
      });
    }
  });
});
