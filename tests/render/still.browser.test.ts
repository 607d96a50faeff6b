import { access, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { film, type OpenProject, openProject } from '../../src/render';
import { shortestRun } from '../../src/render/encode/still-pieces';
import { frameHashes, frameTimes } from './probe';
import { ffmpeg } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/still-project.ts', import.meta.url));

describe.runIf(ffmpeg?.x264)('a scene in which nothing moves', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'still-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  async function filmed(scene: string, repeat: boolean, workers: number) {
    const out = join(folder, 'film.mp4');
    const settings = { size: { width: 160, height: 90 }, fps: 10, crf: 0, cache: false } as const;
    const made = await film(open, { ...settings, scenes: [scene], out, repeat, workers });
    return { ...made, sums: await frameHashes(out) };
  }

  it.each(['pause', 'signalled', 'late', 'mutated'])(
    'has the frames that it has when all are drawn, with one page and with three (%s)',
    async (scene) => {
      const all = await filmed(scene, false, 1);
      expect(all.repeated).toBe(0);
      // It does move now and then.
      expect(new Set(all.sums).size).toBeGreaterThan(1);
      for (const workers of [1, 3]) expect((await filmed(scene, true, workers)).sums).toEqual(all.sums);
    },
  );

  it('is drawn once when its movement ends, once to see that it stays, and then no more', async () => {
    const { sums, repeated } = await filmed('pause', true, 1);
    const last = sums[15] ?? '';
    const still = sums.lastIndexOf(last) - sums.indexOf(last) + 1;
    expect(still).toBeGreaterThanOrEqual(20);
    expect(repeated).toBe(still - 2);
  });

  it('is drawn anew when a signal of its own node changes, if that is marked as drawn by signals', async () => {
    const { frames, repeated } = await filmed('signalled', true, 1);
    // Two frames each before and after the change: the one that shows it, and the one that is compared.
    expect(repeated).toBe(frames - 4);
  });

  it.each(['late', 'mutated'])(
    'is drawn at every frame if no signal tells what it draws (%s)',
    async (scene) => {
      expect((await filmed(scene, true, 1)).repeated).toBe(0);
    },
  );

  it('ends the film, with what helps, if it turns out to have moved although no signal told', async () => {
    const settings = { size: { width: 160, height: 90 }, fps: 10, cache: false } as const;
    const out = join(folder, 'sly.mp4');
    const sly = film(open, { ...settings, scenes: ['mutated'], out, variables: { still: 1 }, workers: 1 });
    await expect(sly).rejects.toThrow(/"mutated".*no signal.*repeat=false/s);
    await expect(access(out)).rejects.toThrow();
    const made = await film(open, {
      ...settings,
      ...{ scenes: ['mutated'], out, variables: { still: 1 }, workers: 1, repeat: false },
    });
    expect(made.repeated).toBe(0);
  });

  it('is encoded once, and its film is the same with one page and three, at once and resumed', async () => {
    const out = join(folder, 'once.mp4');
    const size = { width: 1920, height: 1080 };
    // Pieces of 96 frames; of the 120 that stand still, from the 60th on, the second has 84.
    const settings = {
      size,
      fps: 60,
      crf: 10,
      preset: 'swift',
      pieceSeconds: 1.6,
      scenes: ['pause'],
      out,
    };
    const variables = { film: `once ${process.pid}` };
    const part = { from: { unit: 'frames', value: 0 }, to: { unit: 'frames', value: 96 } } as const;
    const made = await film(open, { ...settings, cache: false, workers: 1 });
    const [whole, hashes] = [await readFile(out), await frameHashes(out)];
    expect(84).toBeGreaterThanOrEqual(shortestRun(size));
    expect(hashes).toHaveLength(made.frames);
    expect(new Set(hashes.slice(96, 180)).size).toBe(1);
    expect((await frameTimes(out)).map((time) => Number((time * 60).toFixed(2)))).toEqual([...hashes.keys()]);
    await film(open, { ...settings, cache: false, workers: 3 });
    expect((await readFile(out)).equals(whole)).toBe(true);
    await film(open, { ...settings, variables, workers: 2, range: part });
    const resumed = await film(open, { ...settings, variables, workers: 2 });
    expect(resumed.reused).toBe(96);
    expect(await frameHashes(out)).toEqual(hashes);
  });

  it("is a group of the browser's encoder that comes again, at its time", async () => {
    const out = join(folder, 'packets.mp4');
    const settings = { size: { width: 160, height: 90 }, fps: 60, cache: false } as const;
    const made = await film(open, { ...settings, scenes: ['pause'], out, encoders: ['browser'], workers: 1 });
    expect(made.repeated).toBeGreaterThanOrEqual(100);
    const hashes = await frameHashes(out);
    expect(hashes).toHaveLength(made.frames);
    // Groups are a second long, and it stands from the 60th frame to the 179th.
    expect(hashes.slice(120, 180)).toEqual(hashes.slice(60, 120));
    expect((await frameTimes(out)).map((time) => Number((time * 60).toFixed(2)))).toEqual([...hashes.keys()]);
  });
});
