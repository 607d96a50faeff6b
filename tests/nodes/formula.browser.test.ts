import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProject, parseMoment, takeStills } from '../../src/render';
import { ffmpeg, pixels } from '../render/read-back';
import { comparePictures } from '../visual/picture';

const project = fileURLToPath(new URL('../fixtures/faces/src/project.ts', import.meta.url));

describe.runIf(ffmpeg)('a formula', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'formula-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** The formula's picture in a page of its own, in whose face an `x` is so many font sizes high. */
  async function pictureIn(xHeight: number): Promise<Buffer> {
    const open = await openProject({ project });
    try {
      const size = { width: 960, height: 240 };
      const moments = [parseMoment('0')];
      const [still] = await takeStills(open, { scenes: ['formula'], size, variables: { xHeight }, moments });
      const out = join(folder, 'formula.png');
      await writeFile(out, still?.png ?? '');
      return await pixels(out, 0);
    } finally {
      await open.close();
    }
  }

  it('is equally large whatever face a page falls back to', async () => {
    const [low, high] = [await pictureIn(0.4), await pictureIn(0.8)];
    const { mean } = comparePictures(low, high);
    expect(new Set(low).size).toBeGreaterThan(2);
    expect(mean).toBeLessThan(0.1);
  });
});
