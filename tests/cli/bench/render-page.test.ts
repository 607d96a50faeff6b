import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoopRate } from '../../../src/cli/bench/render/loops';
import { readScenes, renderPage } from '../../../src/cli/bench/render/page';
import { type RenderResult, renderResults, resultOf } from '../../../src/cli/bench/render/results';
import { withMeasured } from '../../../src/cli/experiments/marked-block';
import { command } from './command-time';

const made = (scene: string): RenderResult['made'] => ({
  ...{ command: `npm run bench render scenes=${scene}`, clockwork: '0.1.0', commit: null },
  ...{ date: '2026-01-01T00:00:00.000Z', node: '20.1.0', browser: 'Chrome/1', ffmpeg: '5.1', cores: 2 },
});

const rate = (kind: LoopRate['kind'], pages: number, share: number, drawn: number): LoopRate => ({
  ...{ kind, pages, drawn, name: `${kind}, ${pages} page`, failure: undefined },
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
      '| Remotion 4 | 90.0 (90.0) | 600 | 10.0 | 12.5 | 0.9900 (0.9800) | 1 frame more |',
    );
    expect(page).toContain(
      'text: Clockwork 0.1.0, Node 20.1.0, Chrome/1, ffmpeg 5.1, on 2 cores, in 3 rounds.',
    );
    expect(page).toContain('Not measured yet: quads, surface, pause.');
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
