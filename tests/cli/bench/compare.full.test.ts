import { describe, expect, it } from 'vitest';
import { processOf } from '../../../src/cli/bench/processes-node';
import { compareRenderers } from '../../../src/cli/bench/render/compare';
import { ffmpeg } from '../../render/read-back';

const proc = processOf('self') !== undefined;

describe.skipIf(!ffmpeg?.x264)('the comparison of renderers', () => {
  it('films a scene in every way of ours, by the loop and by the whole command', async () => {
    const heard: string[] = [];
    const [comparison, ...more] = await compareRenderers(
      {
        ...{ scenes: ['pause'], chapter: undefined, frames: 12, seconds: 0.2, rounds: 1 },
        rivals: false,
      },
      { onScene: ({ scene }) => void heard.push(scene), onMissing: (name) => void heard.push(name) },
    );
    expect(more).toEqual([]);
    expect(heard).toEqual(['pause']);
    const { loops = [], commands = [] } = comparison ?? {};
    expect(loops.map(({ kind, pages, failure }) => [kind, pages, failure])).toEqual([
      ['draw', 1, undefined],
      ['draw', 2, undefined],
      ['preview', 1, undefined],
      ['preview', 2, undefined],
      ['high', 1, undefined],
      ['high', 2, undefined],
      ['browser', 1, undefined],
      ['browser', 2, undefined],
      ['encoder', undefined, undefined],
      ['encoder', undefined, undefined],
      ['encoder', undefined, undefined],
      ['stock', undefined, undefined],
    ]);
    for (const { framesPerSecond } of loops) expect(framesPerSecond?.median).toBeGreaterThan(0);
    for (const { kind, cpu } of loops) {
      if (!proc || kind === 'encoder' || kind === 'stock') expect(cpu).toBeUndefined();
      else expect(cpu?.pages).toBeGreaterThan(0);
    }
    // A tenth of twelve frames moves, and one more is drawn to see that nothing does.
    expect(loops[0]?.drawn).toBe(12);
    expect(loops[4]?.drawn).toBeLessThan(6);
    expect(commands.map(({ ours, failure }) => [ours, failure])).toEqual([
      [true, undefined],
      [true, undefined],
    ]);
    for (const { seconds, film, cpu = 0, ends } of commands) {
      expect(seconds?.median).toBeGreaterThan(0);
      expect(ends?.before.median).toBeGreaterThan(0);
      expect(ends?.before.median).toBeLessThan(seconds?.median ?? 0);
      if (proc) expect(cpu).toBeGreaterThan(0.5);
      expect(film).toMatchObject({ frames: 12, notes: [], ssim: { frames: 12 } });
      expect(film?.ssim.mean).toBeGreaterThan(0.95);
    }
  });

  it('says that a chapter does not exist', async () => {
    const chapter = { scene: 'nowhere', run: 'default', from: 0 };
    const options = { scenes: [], chapter, frames: 12, seconds: 1, rounds: 1, rivals: false };
    const nobody = { onScene: () => undefined, onMissing: () => undefined };
    await expect(compareRenderers(options, nobody)).rejects.toThrow('no scene "nowhere"');
  });
});
