import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { film, type OpenProject, openProject } from '../../src/render';
import { frameHashes } from './probe';
import { ffmpeg } from './read-back';

const project = fileURLToPath(new URL('../../src/scenes/project.ts', import.meta.url));

describe.runIf(ffmpeg?.x264)('the chapters', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'chapters-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  it('have the frames that they have when every one is drawn, though many stand still', async () => {
    let repeated = 0;
    for (const scene of open.description.scenes) {
      const sums: string[][] = [];
      for (const repeat of [true, false]) {
        const out = join(folder, `${scene}-${repeat}.mp4`);
        const settings = { size: { width: 192, height: 108 }, fps: 3, crf: 0, preset: 'ultrafast' } as const;
        const made = await film(open, {
          ...settings,
          scenes: [scene],
          out,
          repeat,
          cache: false,
          workers: 2,
        });
        if (repeat) repeated += made.repeated;
        sums.push(await frameHashes(out));
      }
      expect(sums[0], scene).toEqual(sums[1]);
    }
    // With two pages at so low a rate, only pauses of two seconds and more leave frames out.
    expect(repeated).toBeGreaterThan(150);
  });
});
