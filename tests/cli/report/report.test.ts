import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyzeRun } from '../../../src/analysis/analyze-run';
import { measureGroupStep } from '../../../src/analysis/group-measures';
import { groupTensors } from '../../../src/analysis/group-tensors';
import { IRREP_NAMES } from '../../../src/analysis/irreps';
import { plotSvg, roundTicks } from '../../../src/cli/report/plot';
import { reportPlots } from '../../../src/cli/report/plots';
import { writeReport } from '../../../src/cli/report/report-node';
import { createArchitecture } from '../../../src/model/architecture';
import { splitPairs } from '../../../src/model/split';
import { createTask } from '../../../src/model/task';
import { initialWeights } from '../../../src/model/weights';
import { Run } from '../../../src/recording/run';
import { folderSource } from '../../../src/recording/source-node';
import { RunWriter } from '../../../src/recording/writer-node';
import { wiredNetwork } from '../../analysis/clock-network';
import { head } from '../../recording/head';

describe('ticks', () => {
  it('are round numbers inside the range, whatever its size', () => {
    expect(roundTicks(0, 10)).toEqual([0, 2, 4, 6, 8, 10]);
    expect(roundTicks(-0.03, 0.11)).toEqual([0, 0.05, 0.1]);
    expect(roundTicks(1000, 20_500)).toEqual([5000, 10_000, 15_000, 20_000]);
  });
});

describe('a plot', () => {
  const plot = { title: 'a < b', about: '', xLabel: 'step', yLabel: 'nat' };
  const coordinates = (svg: string) =>
    [...(svg.match(/points="([^"]*)"/)?.[1] ?? '').split(' ')].map((point) => point.split(',').map(Number));

  it('puts equal factors at equal distances on a logarithmic axis and leaves out what has no logarithm', () => {
    const svg = plotSvg({
      ...plot,
      logarithmic: true,
      series: [{ name: 'loss', color: 'red', x: [0, 1, 2, 3], y: [100, 1, 0, 0.01] }],
    });
    const points = coordinates(svg);
    expect(points).toHaveLength(3);
    const [first = [], second = [], third = []] = points;
    expect((second[1] ?? 0) - (first[1] ?? 0)).toBeCloseTo((third[1] ?? 0) - (second[1] ?? 0), 6);
  });

  it('writes text that cannot become mark-up, and no number that is not finite', () => {
    const svg = plotSvg({
      ...plot,
      series: [{ name: '"><script>', color: 'red', x: [0, 1], y: [1, Number.NaN] }],
    });
    expect(svg).toContain('a &lt; b');
    expect(svg).not.toContain('<script>');
    expect(svg).not.toMatch(/NaN|Infinity/);
  });

  it('of nothing is still a plot', () => {
    expect(plotSvg({ ...plot, series: [] })).not.toMatch(/NaN|Infinity/);
  });
});

describe('a report', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'clockwork-report-'));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has a page with the headline and every plot, and each plot as a file', async () => {
    const runs = path.join(folder, 'runs');
    const writer = await RunWriter.create({ ...head, name: 'wired' }, runs);
    await writer.commit();
    const task = createTask({ operation: 'add', p: 13 });
    const { architecture, weights } = wiredNetwork(13, [2, 5]);
    const found = await analyzeRun({
      task,
      split: splitPairs(task, 0, 0.3),
      architecture,
      steps: [0, 5],
      weightsAt: async () => weights,
    });
    const out = path.join(folder, 'report');
    const page = await writeReport(await Run.open(folderSource('wired', runs)), found, out);
    const html = await readFile(page, 'utf8');
    const files = (await readdir(out)).filter((file) => file.endsWith('.svg'));
    expect(files).toHaveLength(13);
    expect(html.match(/<svg /g)).toHaveLength(13);
    for (const file of files) expect(html).toContain(file.replace('.svg', '.csv'));
    const numbers = await readFile(path.join(out, '01-losses-over-the-training-and-its-phases.csv'), 'utf8');
    const loss = Number(/^"train",5,(.*)$/m.exec(numbers)?.[1]);
    const { loss: measured } = found.headline;
    expect(measured).toHaveProperty('train', expect.closeTo(loss, 12));
    expect(html).toMatch(/keyFrequencies +2, 5/);
    expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });
});

describe('the plots of a network that composes permutations', () => {
  const task = createTask({ operation: 's5' });
  const split = splitPairs(task, 0, 0.5);
  const architecture = createArchitecture(task.tokens, { dModel: 4, heads: 1, dMlp: 4 });
  const flat = new Float64Array(task.size ** 2 * task.tokens);
  const measured = measureGroupStep(
    { task, split, architecture },
    0,
    initialWeights(architecture, 1),
    flat.map((_, i) => Math.sin(i)),
  );
  const tensors = new Map(
    groupTensors([measured, { ...measured, step: 7 }]).map((tensor) => [tensor.name, tensor]),
  );

  it('show each representation at each site, and no frequencies', () => {
    const plots = reportPlots((name) => tensors.get(name));
    const shares = plots.filter(({ title }) => title.startsWith('Share of each irreducible representation'));
    expect(shares).toHaveLength(3);
    for (const { series } of shares) expect(series.map(({ name }) => name)).toEqual(IRREP_NAMES);
    expect(plots.some(({ title }) => title.includes('Fourier'))).toBe(false);
    for (const plot of plots) expect(plotSvg(plot)).not.toMatch(/NaN|Infinity/);
  });
});
