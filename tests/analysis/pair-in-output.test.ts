import { describe, expect, it } from 'vitest';
import { pairInOutput } from '../../src/analysis/pair-in-output';
import { sumShareOf } from '../../src/analysis/surface-parts';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

describe('the pair of the default run', async () => {
  const run = await Run.open(folderSource('default'));
  const found = await pairInOutput(run);
  if (found === undefined) throw new Error('no pair');
  const { pair, surfaces, written } = found;

  it('cancels the x − y wave by the best ratio to a hundredth, and by its own weights to a twentieth', () => {
    expect(pair.difference).toBeLessThan(0.01 * pair.sum);
    const own = -pair.weights[1] / pair.weights[0];
    expect(Math.abs(own / pair.ratio - 1)).toBeLessThan(0.05);
  });

  it('is in the output with its own weights', () => {
    const both = surfaces[0].map((v, i) => pair.weights[0] * v + pair.weights[1] * (surfaces[1][i] ?? 0));
    expect(Math.max(...both.map((v, i) => Math.abs(v - (written[0]?.surface[i] ?? 9))))).toBeLessThan(1e-9);
  });

  it('has an output that all neurons together make, and that depends on x + y', async () => {
    const recorded = await run.surface('blocks.0.hook_mlp_out', { dModel: pair.output });
    const all = written.at(-1)?.surface ?? new Float64Array();
    // They differ by the bias alone.
    const bias = (recorded.data[0] ?? 0) - (all[0] ?? 0);
    expect(Math.max(...all.map((v, i) => Math.abs(v + bias - (recorded.data[i] ?? 9))))).toBeLessThan(1e-4);
    const shares = written.map(({ surface }) => sumShareOf([surface], run.p)([1]));
    expect(shares[0]).toBeLessThan(0.6);
    expect(shares[2]).toBeGreaterThan(0.95);
  });
});
