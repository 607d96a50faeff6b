import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopRate } from '../../../src/cli/bench/render/loops';
import { readScenes, renderPage } from '../../../src/cli/bench/render/page';
import {
  type RenderResult,
  renderResult,
  renderResults,
  resultOf,
} from '../../../src/cli/bench/render/results';
import { withMeasured } from '../../../src/cli/experiments/marked-block';
import { command } from './command-time';

const made = (scene: string): RenderResult['made'] => ({
  ...{ command: `npm run bench render scenes=${scene}`, clockwork: '0.1.0', commit: null },
  ...{ date: '2026-01-01T00:00:00.000Z', node: '20.1.0', browser: 'Chrome/1', ffmpeg: '5.1', cores: 2 },
});

const rate = (kind: LoopRate['kind'], pages: number, share: number, drawn: number): LoopRate => ({
  ...{ kind, pages, drawn, name: `${kind}, ${pages} page`, failure: undefined, cpu: undefined },
  framesPerSecond: { median: 50 * share, least: 40 * share, most: 60 * share },
  ofDrawing: { median: share, least: share, most: share },
});

const result = (scene: string): RenderResult =>
  resultOf(
    {
      ...{ scene, seconds: 10 },
      loops: [
        rate('draw', 1, 1, 240),
        rate('preview', 1, 0.8999, 240),
        { ...rate('high', 1, 1, 0), framesPerSecond: undefined, ofDrawing: undefined, failure: 'no ffmpeg' },
      ],
      commands: [
        command({ name: 'Clockwork, high', ours: true, rounds: [20], ssim: 0.9987 }),
        command({ name: 'Remotion 4', rounds: [90], ssim: 0.99, notes: ['1 frame more'] }),
      ],
    },
    made(scene),
    3,
  );

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'clockwork-renderers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the page of the renderers', () => {
  it('tells goals, loops and commands of what was measured, and names what was not', async () => {
    const results = renderResults(folder);
    await results.replace('text', async () => result('text'));
    const scenes = await readScenes((scene) => results.read(scene));
    // What is kept is read back as it was.
    expect(scenes.find(({ scene }) => scene === 'text')?.result).toEqual(result('text'));
    const page = renderPage(scenes);
    expect(page).toContain('| preview, 1 page: × drawing alone | ≥ 0.9 | **0.89** |');
    expect(page).toContain('| whole command: × as fast as Remotion | ≥ 3 | 4.50 |');
    expect(page).toContain('| preview, 1 page | 45.0 (0.90) |');
    expect(page).not.toContain('high, 1 page |');
    expect(page).toContain(
      '| Remotion 4 | 90.0 (90.0) | – | – | 600 | 10.0 | 12.5 | 0.9900 (0.9800) | 1 frame more |',
    );
    expect(page).toContain(
      'text: Clockwork 0.1.0, Node 20.1.0, Chrome/1, ffmpeg 5.1, on 2 cores, in 3 rounds of commands and 9 of loops.',
    );
    expect(page).toContain('Not measured yet: quads, surface, pause.');
  });

  it('tells what a missed goal is bound by: work, one thread, or waiting', () => {
    const [draw, preview] = result('text').loops;
    if (draw === undefined || preview === undefined) throw new Error('no loops');
    // 50 frames a second are drawn: 0.9 of them leave 22.2 ms, on two cores 44.4 ms.
    const page = (pages: number, thread: number) =>
      renderPage([
        {
          scene: 'text',
          result: {
            ...result('text'),
            loops: [draw, { ...preview, cpu: { pages, browser: 0.001, node: 0.003, ffmpeg: 0, thread } }],
          },
        },
      ]);
    expect(page(0.04, 0.02)).toContain(
      '| preview, 1 page | 40.0 | 1.0 | 3.0 | 0.0 | 44.0 | 20.0 | 45.5 | 99 % |',
    );
    expect(page(0.04, 0.02)).toContain(
      '| text, preview, 1 page: × drawing alone ≥ 0.9 | 44.0 ms | 44.4 ms | 0.99 | waiting: cores are idle 1 % of the time |',
    );
    expect(page(0.04, 0.023)).toContain('| 0.99 | one thread: 23.0 ms where there are 22.2 |');
    expect(page(0.046, 0.023)).toContain(
      '| 50.0 ms | 44.4 ms | 1.13 | work: 13 % more than all cores can do |',
    );
  });

  it('tells what a command spent, and how long it took before the first frame and after the last', () => {
    const figure = (median: number) => ({ median, least: median, most: median });
    const commands = [
      command({
        ...{ name: 'Clockwork, high', ours: true, rounds: [20], ssim: 0.9987, cpu: 36 },
        ends: { before: figure(2.5), after: figure(0.25) },
      }),
      command({ name: 'Remotion 4', rounds: [50], ssim: 0.99, cpu: 95.25 }),
    ];
    const kept = resultOf(
      { scene: 'text', seconds: 10, loops: [rate('draw', 1, 1, 240)], commands },
      made('text'),
      1,
    );
    const [draw] = kept.loops;
    if (draw === undefined) throw new Error('no loop');
    const cpu = { pages: 0.02, browser: 0, node: 0, ffmpeg: 0, thread: 0.02 };
    const page = renderPage([{ scene: 'text', result: { ...kept, loops: [{ ...draw, cpu }] } }]);
    expect(page).toContain('| Clockwork, high | 20.0 (20.0) | 2.5 + 0.3 | 36.0 | 600 |');
    expect(page).toContain('| Remotion 4 | 50.0 (50.0) | – | 95.3 | 600 |');
    // Three times as fast is 16.7 s, in which two cores have 33.3 s.
    expect(page).toContain('| 36.0 s | 33.3 s | 1.08 | work: 8 % more than all cores can do |');
  });

  it('copes with figures of which no processor time is known', async () => {
    const results = renderResults(folder);
    const { loops, commands, goals, ...rest } = result('text');
    const older = {
      ...rest,
      loops: loops.map(({ cpu, ...loop }) => loop),
      commands: commands.map(({ cpu, ends, ...time }) => time),
      goals: goals.map(({ by, ...goal }) => goal),
    };
    const read = renderResult.parse(older);
    const page = renderPage([{ scene: 'text', result: read }]);
    expect(page).toContain('No processor time was measured of text.');
    expect(page).not.toContain('What bounds it');
    await results.replace('text', async () => read);
    expect((await results.read('text'))?.loops).toEqual(loops);
  });

  it('says where frames were not drawn', () => {
    const still = {
      ...result('pause'),
      loops: result('pause').loops.map((loop, i) => ({ ...loop, drawn: i ? 30 : 240 })),
    };
    expect(renderPage([{ scene: 'pause', result: still }])).toContain(
      'Of the 240 frames of pause, 30 were drawn: nothing changes in the others.',
    );
  });

  it('in docs/ is what the kept figures say', async () => {
    const docs = path.resolve(__dirname, '../../../docs');
    const page = await readFile(path.join(docs, 'renderers.md'), 'utf8');
    const kept = renderResults(docs);
    const measured = renderPage(await readScenes((scene) => kept.read(scene)));
    expect(withMeasured(page, measured, 'docs/renderers.md')).toBe(page);
  });
});
