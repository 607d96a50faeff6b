import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Film, film, joinFilms, type OpenProject, openProject } from '../../src/render';
import { frameHashes, frameTimes, probe } from './probe';
import { ffmpeg } from './read-back';

const project = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));
const [size, fps] = [{ width: 320, height: 180 }, 24];

describe.runIf(ffmpeg?.x264)('films joined to one', () => {
  let folder = '';
  let open: OpenProject;
  const films: Film[] = [];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'join-'));
    open = await openProject({ project });
    for (const scene of ['clock', 'spoken', 'patches']) {
      const out = join(folder, `${scene}.mp4`);
      films.push(await film(open, { scenes: [scene], out, size, fps, cache: false, encoders: ['ffmpeg'] }));
    }
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  const parts = () => films.map((made) => ({ ...made, title: `about ${made.scenes[0]?.scene}` }));
  const options = (name: string) =>
    ({ out: join(folder, name), size, fps, codec: 'h264', tags: { title: 'all of it' } }) as const;

  it('show every frame of every part, one after the other, each at its time', async () => {
    const joined = await joinFilms(parts(), options('all.mp4'));
    const each = await Promise.all(films.map(({ path }) => frameHashes(path)));
    expect(await frameHashes(joined.path)).toEqual(each.flat());
    expect(joined.frames).toBe(each.flat().length);
    for (const [i, time] of (await frameTimes(joined.path)).entries()) {
      expect(Math.abs(time - i / fps)).toBeLessThan(1e-6);
    }
  });

  it('have a chapter for each part and the captions as a track and as a file', async () => {
    const joined = await joinFilms(parts(), options('marked.mp4'));
    const { streams, chapters, format } = await probe(joined.path);
    expect(
      chapters.map(({ tags, start_time }) => [tags.title, Math.round(Number(start_time) * fps)]),
    ).toEqual(joined.chapters.map(({ scene, from }) => [scene, from]));
    expect(joined.chapters.map(({ scene }) => scene)).toEqual([
      'about clock',
      'about spoken',
      'about patches',
    ]);
    expect(streams.map(({ codec_name }) => codec_name)).toContain('mov_text');
    expect(format.tags?.title).toBe('all of it');
    // The only part that says something says it as late as the first part is long.
    const [said] = films[1]?.cues ?? [];
    const seconds = ((films[0]?.frames ?? Number.NaN) + (said?.from ?? Number.NaN)) / fps;
    const line = `00:00:${seconds.toFixed(3).padStart(6, '0')} --> `;
    const written = await readFile(joined.captions ?? '', 'utf8');
    expect(written.split('\n').filter((text) => text.startsWith('00:'))).toHaveLength(2);
    expect(written).toMatch(new RegExp(`\n${line}.*\none &amp; &lt;two&gt;\n`));
  });

  it('leave nothing behind when a part is missing or of another size', async () => {
    const [first] = parts();
    if (first === undefined) throw new Error('there are films');
    const wide = { ...options('wide.mp4'), size: { width: 640, height: 360 } };
    await expect(joinFilms([first], wide)).rejects.toThrow(/320x180, not 640x360: film the parts alike/);
    const missing = { ...first, path: join(folder, 'missing.mp4') };
    await expect(joinFilms([missing], options('none.mp4'))).rejects.toThrow(/missing\.mp4/);
    const short = { ...first, frames: first.frames + 1 };
    await expect(joinFilms([short], options('short.mp4'))).rejects.toThrow(
      `would hold ${first.frames} of ${first.frames + 1} frames`,
    );
    expect(
      (await readdir(folder)).filter((name) => /wide|none|short|joining|partial|\.lock/.test(name)),
    ).toEqual([]);
  });
});
