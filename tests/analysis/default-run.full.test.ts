import { describe, expect, it } from 'vitest';
import { analyzeRun } from '../../src/analysis/analyze-run';
import { analysisInput } from '../../src/analysis/run-input';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

describe('the committed run', () => {
  it('holds the measures that its own last checkpoint gives', async () => {
    const run = await Run.open(folderSource('default'));
    const input = analysisInput(run);
    const { analysis, headline } = await analyzeRun({ ...input, steps: input.steps.slice(-1) });
    const recorded = JSON.parse(JSON.stringify(run.manifest.headline));
    for (const key of ['keyFrequencies', 'neuronClusters'] as const)
      expect(headline[key]).toEqual(recorded[key]);
    for (const key of [
      'logitFve',
      'giniEmbed',
      'gradientSymmetricity',
      'circularity',
      'sumOfSquares',
    ] as const) {
      expect(headline[key]).toBeCloseTo(recorded[key], 8);
    }
    for (const name of ['logits.wave', 'blocks.0.hook_resid_pre.probe.weight', 'ablation.products.loss']) {
      const fresh = analysis.find((tensor) => tensor.name === name);
      const stored = await run.tensor(name);
      const largest = Math.max(...Array.from(stored.data, Math.abs));
      stored.data.forEach((value, i) => {
        expect(Math.abs(value - (fresh?.data[i] ?? Number.NaN))).toBeLessThanOrEqual(1e-5 * largest);
      });
    }
  });
});
