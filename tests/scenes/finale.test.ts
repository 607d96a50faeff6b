import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { angleBetween } from '../../src/nodes/clock-geometry';
import { networkLayout } from '../../src/nodes/network/layout';
import { groupDigits } from '../../src/nodes/number-format';
import { Run } from '../../src/recording/run';
import { folderSource } from '../../src/recording/source-node';
import { labels, select } from '../../src/recording/tensor';
import { centred, peak } from '../../src/scenes/clocks/story';
import { factsOf } from '../../src/scenes/finale/facts';
import { AXIS_Y, machineLayout } from '../../src/scenes/finale/layout';
import { loadFinale } from '../../src/scenes/finale/load';
import { neuronDots } from '../../src/scenes/finale/neuron-dots';
import { pullOf, withClocksOnly, withoutClocks } from '../../src/scenes/finale/sentences';
import { shares } from '../../src/scenes/finale/shares';
import { between, scoresOf, workOut } from '../../src/scenes/finale/working';

const run = await Run.open(folderSource('default'));
const data = await loadFinale(run);
const { machine } = data;
const { p, keys } = machine;
const pairs = [[data.view.example.x, data.view.example.y] as const, ...data.ticking, ...data.others];
const workings = pairs.map(([x, y]) => workOut(machine, x, y));
const near = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Math.max(...Array.from(a, (value, i) => Math.abs(value - (b[i] ?? Number.NaN))));

describe('the machine at every pair that is shown', () => {
  it('draws votes and a rest that come to the scores of a forward pass, which peak at the sum', () => {
    for (const { x, y, passage, votes, rest, logits } of workings) {
      const drawn = logits.map((_, z) => votes.reduce((sum, vote) => sum + (vote[z] ?? 0), rest[z] ?? 0));
      expect(
        near(drawn, centred(Float64Array.from({ length: p }, (_, z) => passage.values.logits[z] ?? 0))),
      ).toBeLessThan(1e-9);
      expect(peak(drawn)).toBe((x + y) % p);
      expect(passage.answer).toBe((x + y) % p);
    }
  });

  it('takes the votes from the recording: they are the waves whose losses it shows', async () => {
    const waves = await run.tensor('logits.wave');
    for (const { x, y, votes } of workings) {
      keys.forEach(({ k }, n) => {
        const angle = (2 * Math.PI * k * (x + y)) / p;
        const [c, s] = ['cos', 'sin'].map((part) => select(waves, { key: k, part }).data);
        const vote = Array.from(
          { length: p },
          (_, z) => Number(c?.[z]) * Math.cos(angle) + Number(s?.[z]) * Math.sin(angle),
        );
        expect(near(votes[n] ?? [], vote)).toBeLessThan(1e-6);
      });
    }
  });

  it('shows with the clocks alone what the restricted loss is taken of, and without them the excluded loss', () => {
    const [working] = workings;
    if (working === undefined) throw new Error('there is no pair');
    const { votes, rest, logits } = working;
    const whole = scoresOf(working, machine.meanLogits, { clocks: 1, rest: 1 });
    const only = scoresOf(working, machine.meanLogits, { clocks: 1, rest: 0 });
    const without = scoresOf(working, machine.meanLogits, { clocks: 0, rest: 1 });
    expect(near(whole, logits)).toBeLessThan(1e-9);
    expect(near(without, rest)).toBeLessThan(1e-9);
    const mean = centred(machine.meanLogits);
    const kept = only.map((_, z) => votes.reduce((sum, vote) => sum + (vote[z] ?? 0), mean[z] ?? 0));
    expect(near(only, kept)).toBeLessThan(1e-9);
    expect(peak(only)).toBe(working.passage.answer);
    expect(peak(without)).not.toBe(working.passage.answer);
  });

  it('turns the hands of x and y as the probes read them, which is near to where they belong', () => {
    const apart = workings.flatMap(({ x, y, hands }) =>
      hands.flatMap((hand, n) =>
        (
          [
            [hand.x, x],
            [hand.y, y],
          ] as const
        ).map(([{ angle }, token]) =>
          Math.cos(angleBetween(angle, (2 * Math.PI * (keys[n]?.k ?? 0) * token) / p)),
        ),
      ),
    );
    expect(apart.reduce((sum, cos) => sum + cos / apart.length, 0)).toBeGreaterThan(0.97);
  });

  it('lets the neurons of each ring point to x + y, measured and not by formula', () => {
    keys.forEach(({ k }, n) => {
      const cosines = workings.map(({ pulls, exact }) =>
        Math.cos(angleBetween(pulls[n]?.angle ?? 0, exact[n] ?? 0)),
      );
      expect(
        cosines.reduce((sum, cos) => sum + cos / cosines.length, 0),
        `k = ${k}`,
      ).toBeGreaterThan(0.85);
      // They are real: no two of them are exact.
      expect(cosines.filter((cos) => cos === 1)).toEqual([]);
    });
    for (const { pulls } of workings) {
      for (const { reach } of pulls) expect(reach).toBeLessThanOrEqual(1);
    }
  });

  it('glows as the forward pass says, in parts of the most that each neuron ever does', () => {
    for (const { levels, passage } of workings) {
      expect(Math.max(...levels)).toBeLessThanOrEqual(1 + 1e-12);
      const lit = levels.filter((level) => level > 0).length;
      expect(lit).toBe(passage.active);
    }
  });
});

describe('what is said of a hand that neurons make', () => {
  const pair = { x: 1, y: 2, exact: [0.1] };

  it('is that it is very near only where it is', () => {
    expect(pullOf({ ...pair, pulls: [{ angle: 6.2, reach: 1 }] }, 0)).toMatch(/very near/);
    expect(pullOf({ ...pair, pulls: [{ angle: 1.1, reach: 1 }] }, 0)).toMatch(/towards 1 \+ 2/);
  });
});

describe('the rings', () => {
  it('hold every neuron once: those of the keys, as many as the manifest says, and the others', () => {
    const owned = keys.flatMap(({ neurons }) => neurons.neurons);
    expect(new Set([...owned, ...machine.others]).size).toBe(run.manifest.architecture.dMlp);
    expect(owned.length + machine.others.length).toBe(run.manifest.architecture.dMlp);
    const clusters = run.manifest.headline.neuronClusters as Record<string, number>;
    for (const { k, neurons } of keys) expect(neurons.neurons.length).toBe(clusters[k]);
  });

  it('have each dot in the direction of its vote, inside the rim, and the others below them', () => {
    const layout = machineLayout(machine, workings);
    const dots = neuronDots(machine, layout, networkLayout(data.view.shape));
    const centre = Math.min(...machine.others.map((i) => dots[i]?.to[1] ?? 0));
    keys.forEach(({ neurons, places }, row) => {
      neurons.neurons.forEach((neuron, n) => {
        const { to, size } = dots[neuron] ?? { to: [0, 0], size: 99 };
        const [dx, dy] = [to[0] - -196, to[1] - (layout.rows[row] ?? 0)];
        expect(Math.abs(angleBetween(Math.atan2(-dy, dx), places[n]?.angle ?? 9))).toBeLessThan(1e-9);
        expect(Math.hypot(dx, dy) + size).toBeLessThan(1.05 * layout.radius);
        expect(to[1] + size).toBeLessThan(centre);
      });
    });
  });

  it('go the shorter way from one pair to the next', () => {
    const from = { angle: 0.2, reach: 1 };
    expect(between(from, { angle: 6.1, reach: 0.5 }, 1).angle).toBeCloseTo(6.1 - 2 * Math.PI, 10);
    expect(between(from, { angle: 1.2, reach: 0.5 }, 0.5)).toEqual({ angle: 0.7, reach: 0.75 });
  });
});

describe('the layout of the machine', () => {
  it.each([1, 2, 3, 5, 8])('keeps %s clocks apart, and the votes above their sum', (count) => {
    const some = Array.from({ length: count }, (_, n) => keys[n % keys.length] as (typeof keys)[number]);
    const { rows, rest, radius, pitch, votes, restVote, sum, unit } = machineLayout({ keys: some }, workings);
    expect(rows).toHaveLength(count);
    expect((rows[0] ?? 0) - radius).toBeGreaterThan(-430);
    expect(2 * radius).toBeLessThan(pitch);
    expect(rest + radius / 1.3).toBeLessThan(430);
    expect(Math.min(restVote - (votes.at(-1) ?? 0), sum - restVote)).toBeGreaterThan(0);
    for (const { logits } of workings) {
      expect(sum - unit * Math.min(...logits)).toBeLessThan(AXIS_Y);
      // The number over the peak is below the row of everything else.
      expect(sum - unit * Math.max(...logits) - 70).toBeGreaterThan(restVote - 1);
    }
  });
});

describe('what is said about the run', () => {
  it('gives losses over one and the same set of sums, from the recording', async () => {
    const { full, restricted, excluded, sums, of } = data.losses;
    const headline = run.manifest.headline as Record<string, Record<string, number>>;
    expect(of).toBe('seen');
    expect(sums).toBe(run.manifest.task.trainPairs);
    expect(full).toBeCloseTo(headline.loss?.train ?? 9, 9);
    expect(restricted).toBeCloseTo(headline.restrictedLoss?.train ?? 9, 9);
    expect(excluded).toBeCloseTo(headline.excludedLoss?.all ?? 9, 5);
    expect(withClocksOnly(data.losses)).toMatch(restricted < full ? /falls/ : /as well/);
    expect(withoutClocks(data.losses, p)).toMatch(excluded > Math.log(p) ? /blind guess/ : /jumps/);
    expect(withClocksOnly({ ...data.losses, restricted: 2 * full })).toMatch(/hardly/);
    expect(withoutClocks({ ...data.losses, excluded: 1 }, p)).toMatch(/jumps/);
  });

  it('shares out the whole: what the clocks explain, and the grey that they do not', () => {
    const { scores, neurons } = shares(machine);
    for (const list of [scores, neurons]) {
      expect(list).toHaveLength(keys.length + 1);
      expect(list.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 10);
    }
    const explained = Number(run.manifest.headline.neuronsExplained);
    expect(neurons.at(-1)?.share).toBeCloseTo(1 - explained, 10);
  });
});

describe('the credits', () => {
  const all = (facts = data.facts) => facts.groups.flat().map(({ label, value }) => `${label}: ${value}`);

  it('say what the manifest says', () => {
    const { manifest } = run;
    expect(all()).toContain(`the task: x + y modulo ${p}`);
    expect(all()).toContain(`seed of its random numbers: ${manifest.task.seed}`);
    expect(all()).toContain(`key frequencies: ${keys.map(({ k }) => k).join(', ')}`);
    expect(all()).toContain('pull towards a smooth embedding: 0.001');
    expect(all()).toContain(`learned numbers: 226\u00a0816`);
    expect(data.facts.command).toBe(manifest.made.command);
  });

  it('say when the unseen sums came right as the curves of the other chapters do, not by checkpoints', async () => {
    const accuracy = await run.tensor('metrics.test_accuracy');
    const at = Array.from(accuracy.data).findIndex((share) => Number(share) >= 0.99);
    const step = Number(labels(accuracy, 'step')[at]);
    expect(run.manifest.steps.checkpoints).not.toContain(step);
    expect(all()).toContain(`right on 99 % of the unseen sums: from step ${groupDigits(step)}`);
  });

  it('leave out what a run does not know: weights of somebody else have no seed, no steps and no split', () => {
    const { manifest } = run;
    const { reason: _, ...rest } = manifest.made;
    const made = { ...rest, backend: 'imported', imported: { file: 'theirs.pth' } };
    const facts = factsOf(
      {
        ...manifest,
        made,
        optimizer: {},
        steps: { total: 0, checkpoints: [] },
        task: { ...manifest.task, fraction: 0 },
        headline: { keyFrequencies: [7], accuracy: { all: 0.9987 }, loss: { all: 0.02 } },
      },
      { parameters: 5, grokked: undefined },
    );
    const lines = all(facts);
    expect(lines.join('\n')).not.toMatch(/seed|steps|optimizer|shown|unseen|99 %|computed/);
    expect(lines).toContain('weights from: theirs.pth');
    expect(lines).toContain('key frequency: 7');
    expect(lines).toContain('right at the end: on 99.87\u00a0% of them');
  });
});

describe('a run that the chapter cannot tell about', () => {
  it('is refused with what to choose instead', async () => {
    const other = Object.create(run, {
      manifest: { value: { ...run.manifest, task: { ...run.manifest.task, operation: 's5' } } },
    }) as Run;
    await expect(loadFinale(other)).rejects.toThrow(InputError);
    await expect(loadFinale(other)).rejects.toThrow(/"finale".*"s5".*op=add/);
  });

  it('is told which tensor it lacks, and what records it', async () => {
    const other = Object.create(run, {
      tensor: {
        value: (name: string) => run.tensor(name === 'loss.restricted.over_steps' ? `no.${name}` : name),
      },
    }) as Run;
    await expect(loadFinale(other)).rejects.toThrow(/no tensor.*npm run analyze run=default/);
  });
});
