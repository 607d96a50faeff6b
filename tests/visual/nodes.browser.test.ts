import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenProject, openProject, parseMoment, takeStills } from '../../src/render';
import { ffmpeg, pixels } from '../render/read-back';
import { comparePictures, writeDifference } from './picture';

const size = { width: 480, height: 270 };
const moments = ['40%', '100%'];
const baselines = resolve(__dirname, 'nodes');
/** Where pictures go that differ from what they should be, and the difference. */
const failed = resolve(__dirname, '../../output/visual');
/** Another browser smooths edges and letters a little differently; a moved line or a lost label is far above this. */
const tolerance = { mean: 1, visible: 0.01 };
const rewrite = process.env.CLOCKWORK_BASELINES === 'write';

const examples = readdirSync(resolve(__dirname, '../../examples/nodes/scenes'))
  .filter((file) => file.endsWith('.tsx'))
  .map((file) => file.replace('.tsx', ''))
  .sort();

describe.runIf(ffmpeg)('the examples of the drawing kit', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'nodes-'));
    open = await openProject({ project: resolve(__dirname, '../../examples/nodes/project.ts') });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  it('are all in the project', () => {
    expect([...open.description.scenes].sort()).toEqual(examples);
  });

  it.each(examples)('draw %s as it was approved by eye', async (scene) => {
    const stills = await takeStills(open, {
      scenes: [scene],
      size,
      fps: 30,
      moments: moments.map(parseMoment),
    });
    for (const [i, { png }] of stills.entries()) {
      const name = `${scene}-${i + 1}.png`;
      const approved = join(baselines, name);
      if (rewrite) {
        await mkdir(baselines, { recursive: true });
        await writeFile(approved, png);
        continue;
      }
      expect(
        existsSync(approved),
        `tests/visual/nodes/${name}: look at it and record it, see examples/nodes`,
      ).toBe(true);
      const drawn = join(folder, name);
      await writeFile(drawn, png);
      const [now, then] = [await pixels(drawn, 0), await pixels(approved, 0)];
      const { mean, visible } = comparePictures(now, then);
      if (mean > tolerance.mean || visible > tolerance.visible) {
        await writeDifference(join(failed, `${scene}-${i + 1}-difference.ppm`), size.width, now, then);
        await writeFile(join(failed, name), png);
      }
      expect(mean, `${name}: mean difference; see output/visual`).toBeLessThanOrEqual(tolerance.mean);
      expect(visible, `${name}: share of pixels that differ; see output/visual`).toBeLessThanOrEqual(
        tolerance.visible,
      );
    }
  });
});
