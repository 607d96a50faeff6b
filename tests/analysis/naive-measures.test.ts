import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeRun } from '../../src/analysis/analyze-run';
import { importedInput, importWeights } from '../../src/analysis/import-weights-node';
import { createTask } from '../../src/model/task';
import { mapWeights, WEIGHT_NAMES, weightShapes } from '../../src/model/weights';
import { encodeSafetensors } from '../../src/recording/safetensors';
import { tensor } from '../../src/recording/tensor';
import { wiredNetwork } from './clock-network';
import { NaiveMeasures } from './naive-measures';
import { noise } from './synthetic';

/**
 * Every number of the JSON of somebody's weights, held to the definitions: a network wired at two frequencies, with
 * noise on all weights, so that nothing is exactly symmetric and attention is not uniform.
 */
describe("the JSON of somebody's weights agrees to nine digits with loops over the definitions", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clockwork-naive-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const p = 11;
  const { architecture: a, weights: wired } = wiredNetwork(p, [2, 5]);
  const weights = mapWeights((name) => {
    const shaken = noise(wired[name].length, name.length);
    return wired[name].map((value, i) => value + 0.02 * (shaken[i] ?? 0));
  });
  const shapes = weightShapes(a);
  const file = path.join(folder, 'shaken.safetensors');
  const stored = WEIGHT_NAMES.map((name) => [name, tensor(weights[name], shapes[name].shape)] as const);
  await writeFile(file, encodeSafetensors(Object.fromEntries(stored)));
  const task = createTask({ operation: 'add', p });
  const input = importedInput(await importWeights(file, task, { seed: 3, fraction: 0.4 }));
  const { headline } = await analyzeRun(input);
  const { train, test } = input.split;
  const naive = new NaiveMeasures(p, a, weights, [...train], [...test]);
  const keys = [2, 5];
  const close = (value: number) => expect.closeTo(value, 9);
  const triple = ({ all, train: onTrain, test: onTest }: { all: number; train: number; test: number }) => ({
    all: close(all),
    train: close(onTrain),
    test: close(onTest),
  });

  it('losses: full, restricted, excluded, and of the clocks alone', () => {
    expect(headline.keyFrequencies).toEqual(keys);
    expect(headline.loss).toEqual(triple(naive.loss()));
    expect(headline.restrictedLoss).toEqual(triple(naive.restricted(keys)));
    expect(headline.excludedLoss).toEqual({
      all: close(naive.excluded(keys)),
      perKey: { 2: close(naive.excluded([2])), 5: close(naive.excluded([5])) },
    });
    const fit = naive.fit(keys);
    expect(headline.logitFve).toEqual(close(fit.fve));
    expect(headline.logitOnlyKeyCosLoss).toEqual(close(fit.loss));
  });

  it('spectra: shares of the keys and Gini coefficients of W_E and of W_L', () => {
    const [embed, unembed] = [naive.embedSpectrum(keys), naive.unembedSpectrum(keys)];
    expect(headline.embedShare).toEqual(close(embed.share));
    expect(headline.giniEmbed).toEqual(close(embed.gini));
    expect(headline.unembedShare).toEqual(close(unembed.share));
    expect(headline.giniUnembed).toEqual(close(unembed.gini));
  });

  it('neurons: how many follow each frequency', () => {
    const followed = naive.neurons().filter(({ share }) => share >= 0.85);
    const counts: Record<number, number> = {};
    for (const { frequency } of followed) counts[frequency] = (counts[frequency] ?? 0) + 1;
    expect(headline.neuronClusters).toEqual(counts);
    expect(headline.neuronsExplained).toEqual(close(followed.length / a.dMlp));
    expect(followed.length).toBeGreaterThan(60);
  });

  it('clock or pizza: gradient symmetricity, distance irrelevance and circularity; and the sum of squares', () => {
    expect(headline.distanceIrrelevance).toEqual(close(naive.distanceIrrelevance()));
    // Differences of a network with kinks: six digits.
    expect(headline.gradientSymmetricity).toEqual(expect.closeTo(naive.gradientSymmetricity(500, 2306), 5));
    expect(headline.circularity).toEqual(expect.closeTo(naive.circularity(), 6));
    expect(headline.sumOfSquares).toEqual(close(naive.sumOfSquares()));
  });
});
