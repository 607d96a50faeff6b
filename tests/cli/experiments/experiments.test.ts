import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BANDS, isInside } from '../../../src/cli/experiments/bands';
import { curveMeasures } from '../../../src/cli/experiments/curve-measures';
import { freshPage, withMeasured } from '../../../src/cli/experiments/marked-block';
import {
  type CurveResult,
  curveResult,
  Results,
  type SeedResult,
} from '../../../src/cli/experiments/results-node';
import { seedColumns } from '../../../src/cli/experiments/run-seeds';
import { speedUpRows } from '../../../src/cli/experiments/run-speed-ups';
import { seedsPage } from '../../../src/cli/experiments/seeds-page';
import { STEPS_AFTER, trainUntilGrokked } from '../../../src/cli/experiments/speed-up-run-node';
import { SPEED_UPS } from '../../../src/cli/experiments/speed-ups';
import { speedUpsPage } from '../../../src/cli/experiments/speed-ups-page';
import { choose, settingsOf } from '../../../src/cli/train-presets';
import { InterruptedError } from '../../../src/errors';
import { Metrics } from '../../../src/model/metrics';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clockwork-experiment-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const made = {
  command: 'npm run train out=x',
  backend: 'wasm-simd',
  engine: 'Node',
  clockwork: '0.1.0',
  commit: null,
  date: '2026-01-01T00:00:00.000Z',
};
const curves = {
  initialLoss: 4.77,
  memorisedStep: 200,
  peakTestLoss: 25,
  peakTestStep: 1400,
  step95: 6000,
  step99: 6100,
  steps: 20_000,
  trainLoss: 1e-7,
  testLoss: 2e-7,
  testAccuracy: 1,
};
const seed: SeedResult = {
  made,
  curves,
  settled: {
    keyFrequencies: [3, 14, 27, 40],
    loss: 2e-7,
    sumOfSquares: 900,
    logitFve: 0.96,
    unembedShare: 0.999,
    neuronsExplained: 0.85,
    restrictedLoss: 1e-7,
    excludedLoss: 8,
  },
  squares: { 'embed.W_E': 144 },
  history: [{ step: 13_000, sumOfSquares: 903, neuronsExplained: 0.84 }],
};
const slow: CurveResult = { made, curves: { ...curves, step95: null, step99: null, testAccuracy: 0.125 } };

describe('the measures of curves', () => {
  it('are first steps, a peak and the ends, with the steps at which the test pairs were scored', async () => {
    const metrics = new Metrics();
    const losses = [4, 1, 0.02, 0.009, 0.001];
    for (const loss of losses) metrics.addTrain({ loss, accuracy: 1 });
    metrics.addTest(0, { loss: 4, accuracy: 0.01 });
    metrics.addTest(2, { loss: 30, accuracy: 0.5 });
    metrics.addTest(4, { loss: 0.5, accuracy: 0.97 });
    const tensors = new Map(metrics.tensors().map((tensor) => [tensor.name, tensor]));
    const found = await curveMeasures((name) => {
      const tensor = tensors.get(name);
      if (tensor === undefined) throw new Error(`no ${name}`);
      return tensor;
    });
    expect(found).toMatchObject({
      initialLoss: 4,
      memorisedStep: 3,
      peakTestLoss: 30,
      peakTestStep: 2,
      step95: 4,
      step99: null,
      steps: 4,
      testLoss: 0.5,
    });
    expect(found.testAccuracy).toBeCloseTo(0.97, 6);
  });
});

describe('the bands', () => {
  it('hold a network that has them all, and name what lies outside', () => {
    expect(BANDS.filter((band) => !isInside(band, seed))).toEqual([]);
    const outside: SeedResult = {
      ...seed,
      curves: { ...curves, step95: null },
      settled: { ...seed.settled, sumOfSquares: 1171, neuronsExplained: 0.7, restrictedLoss: 3e-7 },
    };
    expect(BANDS.filter((band) => !isInside(band, outside)).map(({ name }) => name)).toEqual([
      'first step with 95 % of the test pairs right',
      'sum of squared weights, settled',
      'neurons explained by one frequency (share of variance ≥ 0.85)',
      'restricted loss over the full loss',
    ]);
    const page = seedsPage([
      { name: 'seed 0', result: seed },
      { name: 'seed 1', result: outside },
      { name: 'seed 2', result: undefined },
    ]);
    expect(page).toContain('| sum of squared weights, settled | 835–960 | 900 | **1171** |');
    expect(page).toContain('**never**');
    expect(page).toContain('| `embed.W_E` | 144.0 | 144.0 |');
    expect(page).toContain('Not trained to the end yet: seed 2.');
  });
});

describe('the page of speed-ups', () => {
  it('says which runs did not grok in time, and which are missing', () => {
    const [baseline, other] = SPEED_UPS;
    if (!baseline || !other) throw new Error('two speed-ups');
    const page = speedUpsPage(
      [
        { speedUp: baseline, results: [{ made, curves }, { made, curves }, slow] },
        { speedUp: other, results: [slow, undefined, undefined] },
      ],
      12_000,
    );
    expect(page).toContain('| 6000, 6100 | 6000, 6100 | not within 12000 (12.5 %) | 6000 |');
    expect(page).toContain('| not within 12000 (12.5 %) | … | … | … |');
    expect(page).toContain('Of 6 runs 2 are not made yet');
  });

  it('calls a run that grokked after the last step late', () => {
    const [baseline] = SPEED_UPS;
    if (!baseline) throw new Error('a speed-up');
    const late = { made, curves: { ...curves, step95: 12_500, step99: 13_000 } };
    expect(speedUpsPage([{ speedUp: baseline, results: [late] }], 12_000)).toContain('not within 12000');
  });
});

describe('a page', () => {
  it('keeps what a person wrote around what is measured', () => {
    const page = `${freshPage('Title', 'command')}\nWhat it means.\n`;
    const once = withMeasured(page, 'first', 'page.md');
    const twice = withMeasured(once, 'second', 'page.md');
    expect(twice).toContain('second');
    expect(twice).not.toContain('first');
    expect(twice).toContain('\nWhat it means.\n');
    expect(() => withMeasured('# no marks', 'x', 'page.md')).toThrow('page.md has no place for');
  });
});

describe('finished runs', () => {
  const results = () => new Results(path.join(folder, 'kept'), curveResult, path.join(folder, 'claims'));

  it('are kept, and not made again', async () => {
    let times = 0;
    const make = async () => {
      times++;
      return slow;
    };
    expect(await results().readOrMake('a', made.command, make)).toEqual(slow);
    expect(await results().readOrMake('a', made.command, make)).toEqual(slow);
    expect(times).toBe(1);
    expect(await readdir(path.join(folder, 'kept'))).toEqual(['a.json']);
  });

  it('of another command are refused, and so is a file of something else', async () => {
    await results().readOrMake('a', made.command, async () => slow);
    await expect(results().read('a', 'npm run train p=59')).rejects.toThrow(
      'was made by "npm run train out=x"',
    );
    await writeFile(path.join(folder, 'kept', 'b.json'), '{"made": 1}');
    await expect(results().read('b')).rejects.toThrow('is no result of this command');
  });

  it('leave nothing behind when the making fails', async () => {
    const fails = results().readOrMake('a', made.command, async () => {
      throw new InterruptedError('stopped');
    });
    await expect(fails).rejects.toThrow('stopped');
    expect(await results().read('a')).toBeUndefined();
    expect(await results().readOrMake('a', made.command, async () => slow)).toEqual(slow);
  });
});

describe('a training that ends when it has grokked', () => {
  const settings = settingsOf(
    choose('quick', { p: 11, fraction: 0.8, dModel: 32, heads: 2, dMlp: 64, steps: 5000 }),
  );
  const options = { settings, command: made.command, threads: 1, grokked: 0.4, onStep: () => {} };

  it('goes on for a while to show that it stays, and tells the step', async () => {
    const { curves: found } = await trainUntilGrokked({ ...options, signal: new AbortController().signal });
    expect(found.testAccuracy).toBeGreaterThanOrEqual(0.4);
    expect(found.steps).toBeGreaterThan(STEPS_AFTER);
    expect(found.steps).toBeLessThan(5000);
    expect(found.step99).toBeNull();
  });

  it('is an interruption when somebody stops it', async () => {
    const controller = new AbortController();
    controller.abort();
    await expect(trainUntilGrokked({ ...options, signal: controller.signal })).rejects.toThrow(
      InterruptedError,
    );
  });
});

describe('the pages in docs/', () => {
  /** What stands in a page between its marks. */
  const unchanged = (page: string, measured: string) => withMeasured(page, measured, 'page') === page;

  it('hold what their finished runs give', async () => {
    const docs = path.resolve(__dirname, '../../../docs');
    const seeds = await readFile(path.join(docs, 'seeds.md'), 'utf8');
    expect(unchanged(seeds, seedsPage(await seedColumns(docs, 5, 'default')))).toBe(true);
    const speedUps = await readFile(path.join(docs, 'speed-ups.md'), 'utf8');
    expect(unchanged(speedUps, speedUpsPage(await speedUpRows(docs, 3), 12_000))).toBe(true);
    const small = await readFile(path.join(docs, 'p59', 'speed-ups.md'), 'utf8');
    expect(unchanged(small, speedUpsPage(await speedUpRows(path.join(docs, 'p59'), 1), 6000))).toBe(true);
  });
});
