import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';

const headline = z.object({
  keyFrequencies: z.array(z.number()),
  loss: z.object({ all: z.number(), train: z.number(), test: z.number() }),
  accuracy: z.object({ test: z.number() }),
  restrictedLoss: z.object({ all: z.number() }),
  excludedLoss: z.object({ all: z.number() }),
  logitFve: z.number(),
  unembedShare: z.number(),
  probeR2: z.number(),
  grokkedStep: z.number(),
  phases: z.record(z.string(), z.tuple([z.number(), z.number()])),
  ablations: z.object({
    clusters: z.record(z.string(), z.number()),
    clusterControls: z.record(z.string(), z.number()),
    frequencies: z.record(z.string(), z.number()),
    frequencyControls: z.record(z.string(), z.number()),
  }),
});

describe('the committed run', async () => {
  const run = await Run.open(folderSource('default'));
  const found = headline.parse(run.manifest.headline);

  it('lies in the bands of published runs', () => {
    expect(found.accuracy.test).toBeGreaterThanOrEqual(0.999);
    expect(found.keyFrequencies.length).toBeGreaterThanOrEqual(3);
    expect(found.keyFrequencies.length).toBeLessThanOrEqual(6);
    expect(found.loss.all).toBeGreaterThan(1e-7);
    expect(found.loss.all).toBeLessThan(4e-7);
    expect(found.logitFve).toBeGreaterThan(0.94);
    expect(found.logitFve).toBeLessThan(0.985);
    expect(found.unembedShare).toBeGreaterThan(0.99);
    expect(found.excludedLoss.all).toBeGreaterThan(5);
    expect(found.restrictedLoss.all).toBeLessThan(found.loss.all);
  });

  it('has probes that read what they look for, and phases in order with the jump in the last', () => {
    expect(found.probeR2).toBeGreaterThan(0.9);
    const edges = Object.values(found.phases).flat();
    expect(edges).toEqual([...edges].sort((a, b) => a - b));
    const [begin = 0, end = 0] = found.phases.cleanUp ?? [];
    expect(found.grokkedStep).toBeGreaterThan(begin);
    expect(found.grokkedStep).toBeLessThan(end);
  });

  it('misses each cluster and each key frequency more than as much chosen at random', () => {
    const { clusters, clusterControls, frequencies, frequencyControls } = found.ablations;
    for (const k of found.keyFrequencies.map(String)) {
      expect(clusters[k]).toBeGreaterThan(clusterControls[k] ?? Number.POSITIVE_INFINITY);
      expect(frequencies[k]).toBeGreaterThan(100 * (frequencyControls[k] ?? Number.POSITIVE_INFINITY));
    }
  });
});
