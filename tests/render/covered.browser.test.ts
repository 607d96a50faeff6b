import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenProject, openProject, parseMoment, takeStills, writeWhole } from '../../src/render';
import { ffmpeg, pixels } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/cover-project.ts', import.meta.url));
const size = { width: 640, height: 360 };
const GREEN = [0, 128, 0];
const RED = [200, 0, 0];

describe.runIf(ffmpeg)('the background of a project', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'covered-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  it.each([
    ['is covered by a view that is filled', 'whole', GREEN, GREEN],
    ['shows through what is cut out of a filled view', 'cut', RED, GREEN],
    ['shows where a node clears the canvas', 'wiped', RED, GREEN],
    ['shows through a thin colour', 'thin', RED, RED],
    ['shows at round corners', 'round', GREEN, RED],
    ['shows around a view that has become smaller', 'small', GREEN, RED],
    ['shows where the view does not', 'faint', RED, RED],
  ])('%s', async (_, how, middle, corner) => {
    const play = { scenes: ['cover'], size, fps: 10, moments: [parseMoment('2')] };
    const [still] = await takeStills(open, { ...play, variables: { how } });
    const out = join(folder, `${how}.png`);
    await writeWhole(out, still?.png ?? Buffer.alloc(0));
    const all = await pixels(out, 0);
    const at = 3 * ((size.width * size.height) / 2 + size.width / 2);
    expect([...all.subarray(at, at + 3)]).toEqual(middle);
    expect([...all.subarray(0, 3)]).toEqual(corner);
  });
});
