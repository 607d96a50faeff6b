import { describe, expect, it } from 'vitest';
import { planeWaves } from '../../src/analysis/plane-waves';
import { InputError } from '../../src/errors';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { tensor } from '../../src/recording/tensor';
import { pairOnDiagonal } from '../../src/scenes/excluded-loss/diagonal-geometry';
import { loadExcluded } from '../../src/scenes/excluded-loss/load';
import { firstBelow, lastHigh } from '../../src/scenes/excluded-loss/loss-moments';
import { lossText } from '../../src/scenes/excluded-loss/loss-text';
import {
  momentAt,
  momentWeights,
  PARTS,
  placeOf,
  reelOf,
  reelRange,
  rowAt,
  stepOf,
  wavesOfSum,
} from '../../src/scenes/excluded-loss/reel';
import { chooseRemoval, highest, without } from '../../src/scenes/excluded-loss/removal-choice';

const p = 23;
/** Three recorded steps of two neurons; every value says which step and which neuron it is of. */
const film = {
  name: 'film',
  ...tensor(
    Float32Array.from({ length: 3 * 2 * p * p }, (_, i) => Math.floor(i / (p * p))),
    [3, 2, p, p],
  ),
  dims: ['step', 'neuron', 'x', 'y'],
  unit: '1',
  meaning: 'a film',
  coords: { step: [0, 100, 400], neuron: [7, 12] },
};
const steps = film.coords.step;

/** What a sheet of the film shows: Σ weight·frame. */
const shown = (neuron: number, weights: readonly number[]) =>
  reelOf(film, 'neuron', neuron).reduce((sum, { data }, i) => sum + (weights[i] ?? 0) * (data[5] ?? 0), 0);

describe('the six panes', () => {
  it('show at every recorded step exactly that step, all of them', () => {
    for (const place of [0, 1, 2]) {
      const moment = momentAt(place, steps.length);
      const weights = momentWeights(moment, steps.length);
      expect(weights.map((w, i) => [w, i])).toEqual([0, 1, 2].map((i) => [i === place ? 1 : 0, i]));
      expect([shown(7, weights), shown(12, weights)]).toEqual([2 * place, 2 * place + 1]);
      expect(stepOf(moment, steps)).toBe(steps[place]);
      expect(rowAt([[5], [6], [9]], moment)[0]).toBe([5, 6, 9][place]);
    }
  });

  it('go from one recorded step to the next together', () => {
    const moment = momentAt(1.25, steps.length);
    const weights = momentWeights(moment, steps.length);
    expect(weights).toEqual([0, 0.75, 0.25]);
    expect(stepOf(moment, steps)).toBe(175);
    expect(shown(7, weights)).toBe(2.5);
    expect(rowAt([[5], [6], [10]], moment)[0]).toBe(7);
  });

  it('draw four pictures from one recorded step to the next, and a whole one is exactly that step', () => {
    const drawn = new Set(
      Array.from({ length: 101 }, (_, i) => JSON.stringify(momentAt(i / 100, steps.length))),
    );
    expect(drawn.size).toBe(5);
    expect(momentAt(1, steps.length)).toEqual({ index: 1, next: 2, gone: 0 });
  });

  it('stay at the last step beyond the end', () => {
    expect(momentWeights(momentAt(9, steps.length), steps.length)).toEqual([0, 0, 1]);
    expect(placeOf(399, steps)).toBe(1);
    expect(placeOf(400, steps)).toBe(2);
  });

  it('keep one range of heights for the whole film', () => {
    expect(reelRange(reelOf(film, 'neuron', 7), reelOf(film, 'neuron', 12))).toEqual([0, 5]);
  });

  it('say which film does not follow what they need', () => {
    expect(() => reelOf(film, 'neuron', 3)).toThrow(/"film".*neuron 3.*7, 12/);
  });
});

describe('the two parts of a logit', () => {
  const w = (k: number, n: number) => (2 * Math.PI * k * n) / p;
  const frame = {
    p,
    data: Float32Array.from({ length: p * p }, (_, i) => {
      const [x, y] = [Math.floor(i / p), i % p];
      return (
        4 + Math.cos(w(3, x + y) - 1) + 0.5 * Math.sin(w(5, x + y)) + 2 * Math.cos(w(3, x - y)) + (i % 7)
      );
    }),
  };
  const waves = wavesOfSum(frame, [3, 5]);

  it('are the waves of x + y at the key frequencies, as the plane waves have them', () => {
    const [own, kept] = [planeWaves(frame.data, p), planeWaves(waves.data, p)];
    const of = (table: typeof own, k: number) => table.waves.find(({ kx, ky }) => kx === k && ky === k);
    for (const k of [3, 5]) expect(of(kept, k)?.amplitude).toBeCloseTo(of(own, k)?.amplitude ?? 9, 5);
    expect(kept.waves[2]?.amplitude).toBeLessThan(1e-5);
  });

  it('are together the logit, at every pair', () => {
    const whole = [0, 1].map((i) => (PARTS.waves[i] ?? 9) + (PARTS.rest[i] ?? 9));
    expect(whole).toEqual([1, 0]);
  });
});

describe('the moments of a loss', () => {
  const loss = { steps: [0, 10, 20, 30, 40], values: [4, 8, 3, 0.5, 0.2] };

  it('are the last at which it is still high, and the first from which on it stays low', () => {
    expect(lastHigh(loss)).toBe(20);
    expect(firstBelow(loss, 1)).toBe(30);
    expect(firstBelow({ steps: [0, 10, 20], values: [0.5, 2, 3] }, 1)).toBe(20);
  });
});

describe('what is removed from the default run', async () => {
  const run = await Run.open(folderSource('default'));
  const { x, y, answer, k, logits, vote, wrong, loss } = await chooseRemoval(run);

  it('makes an answer fail that was right, with real logits', () => {
    expect(answer).toBe((x + y) % run.p);
    expect(highest(logits)).toBe(answer);
    expect(highest(without(logits, vote, 1))).toBe(wrong);
    expect(wrong).not.toBe(answer);
  });

  it('costs much, and its control next to nothing', () => {
    expect(loss.removed).toBeGreaterThan(1000 * loss.full);
    expect(loss.control).toBeLessThan(2 * loss.full);
    expect([lossText(0.3269), lossText(2.4e-7)]).toEqual(['0.33', '0.00000024']);
  });

  it('is one key frequency, whose vote favours no answer on the whole', async () => {
    expect(await run.numbers('key_frequencies')).toContain(k);
    expect(vote.reduce((sum, value) => sum + value, 0) / run.p).toBeCloseTo(0, 1);
  });
});

describe('the chapter', async () => {
  const run = await Run.open(folderSource('default'));

  it('stands on the recorded steps, or says which tensor is not recorded and what records it', async () => {
    if (!run.has('blocks.0.mlp.pair.neuron')) {
      await expect(loadExcluded(run)).rejects.toThrow(
        /no tensor "blocks\.0\.mlp\.pair\.neuron".*npm run analyze run=default/,
      );
      return;
    }
    const data = await loadExcluded(run);
    for (const reel of [data.logit, data.waves, data.output.reel, ...data.neurons.map((one) => one.reel)]) {
      expect(reel.length).toBe(data.steps.length);
    }
    expect(data.probes.cos.length).toBe(data.steps.length);
    expect(data.neurons.length).toBe(2);
    // The waves alone know the sums before the whole network does.
    expect(firstBelow(data.losses.restricted, 1)).toBeLessThan(firstBelow(data.losses.test, 1));
  });

  it('refuses another operation', async () => {
    const other = Object.create(run, {
      manifest: { value: { ...run.manifest, task: { ...run.manifest.task, operation: 'div' } } },
    }) as Run;
    await expect(loadExcluded(other)).rejects.toThrow(InputError);
  });

  it('zooms to a pair that makes the answer, in the longer stretch of its diagonal', () => {
    for (const answer of [0, 7, 51, 112]) {
      const [x, y] = pairOnDiagonal(answer, 113);
      expect((x + y) % 113).toBe(answer);
      expect(Math.min(x, y)).toBeGreaterThan(27);
      expect(Math.max(x, y)).toBeLessThan(86);
    }
  });
});
