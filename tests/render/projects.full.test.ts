import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Film, type FilmOptions, film, openProject, startStock, takeStills } from '../../src/render';
import { frameHashes, samples } from './probe';
import { ffmpeg } from './read-back';
import { clicks, RATE } from './wav';

const fixtures = fileURLToPath(new URL('../fixtures/projects', import.meta.url));
const fonts = fileURLToPath(new URL('../../assets/fonts', import.meta.url));
// Inside the repository, so that the copy finds its dependencies; always the same, so that they are compiled once.
const folder = fileURLToPath(new URL('../../build/projects', import.meta.url));

const projectFile = (name: string) => join(folder, `${name}.ts`);

/** What Motion Canvas's own renderer exports of some projects under one configuration: PNG files by frame. */
async function exported(...names: readonly [string, ...string[]]): Promise<Map<string, Map<number, Buffer>>> {
  const all = new Map<string, Map<number, Buffer>>(names.map((name) => [name, new Map()]));
  let current: Map<number, Buffer> | undefined;
  const [first, ...others] = names;
  const stock = await startStock({
    projects: [projectFile(first), ...others.map(projectFile)],
    onFrame: (frame, png) => current?.set(frame, png),
  });
  try {
    for (const name of names) {
      current = all.get(name);
      await stock.run({ project: projectFile(name) });
    }
  } finally {
    await stock.close();
  }
  return all;
}

/** Red, green, blue and alpha of PNG files, one after the other. */
async function decoded(pngs: readonly Buffer[]): Promise<Buffer> {
  const wanted = '-f rawvideo -pix_fmt rgba -'.split(' ');
  const args = ['-v', 'error', '-f', 'image2pipe', '-c:v', 'png', '-i', '-', ...wanted];
  const child = spawn(ffmpeg?.path ?? 'ffmpeg', args, { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(Buffer.concat(pngs));
  const [pixels] = await Promise.all([buffer(child.stdout), once(child, 'close')]);
  return pixels;
}

describe('a project as people make them', () => {
  let stock = new Map<string, Map<number, Buffer>>();
  beforeAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await cp(fixtures, folder, { recursive: true });
    // The track clicks a quarter of a second after it begins.
    await writeFile(join(folder, 'studio/src/track.wav'), clicks(0.8, [RATE / 4]));
    await mkdir(join(folder, 'workshop/static'), { recursive: true });
    await cp(join(fonts, 'ibm-plex-mono-latin-500-normal.woff2'), join(folder, 'workshop/static/plex.woff2'));
    const studio = await exported(
      'studio/src/lesson',
      'studio/src/album',
      'studio/src/tour',
      'studio/src/glow',
      'studio/src/text',
      'studio/src/craft',
      'studio/src/sill',
    );
    stock = new Map([...studio, ...(await exported('workshop/film/project'))]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  /** Our frames and Motion Canvas's, of the same numbers. */
  async function bothOf(
    name: string,
    transparent = false,
  ): Promise<{ frame: number; ours: Buffer; theirs: Buffer }[]> {
    const open = await openProject({ project: projectFile(name) });
    try {
      // Motion Canvas's last frame begins when the project, or the range of its settings, is over.
      const frames = [...(stock.get(name) ?? [])].sort(([a], [b]) => a - b).slice(0, -1);
      const moments = frames.map(([value]) => ({ unit: 'frames', value }) as const);
      const stills = await takeStills(open, { moments, transparent });
      return frames.map(([frame, theirs], i) => ({ frame, theirs, ours: stills[i]?.png ?? Buffer.alloc(0) }));
    } finally {
      await open.close();
    }
  }

  it.each([
    [
      'tour: transitions of every kind, a camera, random numbers of a seed on disk',
      'studio/src/tour',
      33,
      false,
    ],
    ['album: pictures, vector nodes and a video over nothing', 'studio/src/album', 17, true],
    [
      'text: columns, spans, scripts, letters apart and outlined, while all of it moves',
      'studio/src/text',
      40,
      true,
    ],
    ['craft: a node that draws itself, lines, filters, masks, caches', 'studio/src/craft', 16, true],
    ['sill: a size whose scale comes to half pixels', 'studio/src/sill', 25, false],
    [
      'workshop: alias, plugin, define, font and public folder of its own configuration',
      'workshop/film/project',
      9,
      false,
    ],
  ])('is drawn as Motion Canvas draws it, to the bit (%s)', async (_, name, count, transparent) => {
    const both = await bothOf(name, transparent);
    expect(both).toHaveLength(count);
    // On a busy machine, Motion Canvas draws a video before it shows what it was told to: the picture before it.
    const isOld = (theirs: Buffer, frame: number) =>
      name.endsWith('album') && both.some((other) => other.frame < frame && other.ours.equals(theirs));
    const differ = both.filter(({ frame, ours, theirs }) => !ours.equals(theirs) && !isOld(theirs, frame));
    expect(differ.map(({ frame }) => frame)).toEqual([]);
    // A picture that stays the same would be the same in an empty film, too.
    expect(new Set(both.map(({ ours }) => ours.toString('base64'))).size).toBeGreaterThan(count / 2);
  });

  // The background is put under the drawn scene, and not the scene onto the background: that saves copies of the
  // frame, and rounds the other way where a smoothed edge lets the background through.
  it.runIf(ffmpeg).each([
    ['lesson: layout, code, formula, slides', 'studio/src/lesson', 37],
    ['glow: a shader and variables, at a size, rate, range and scale of its own', 'studio/src/glow', 9],
  ])('is off by one step of 255 at most at smoothed edges over a background (%s)', async (_, name, count) => {
    const both = await bothOf(name);
    expect(both).toHaveLength(count);
    const [ours, theirs] = await Promise.all([
      decoded(both.map((frame) => frame.ours)),
      decoded(both.map((frame) => frame.theirs)),
    ]);
    expect(theirs).toHaveLength(ours.length);
    let [most, off] = [0, 0];
    for (let i = 0; i < ours.length; i++) {
      const step = Math.abs((ours[i] ?? 0) - (theirs[i] ?? 0));
      if (step > 0) off++;
      if (step > most) most = step;
    }
    expect(most).toBeLessThanOrEqual(1);
    expect(off / ours.length).toBeLessThan(0.02);
  });

  /** Films a project in several ways, one after the other. */
  const make = async (
    name: string,
    ...ways: readonly (Partial<FilmOptions> & { readonly out: string })[]
  ) => {
    const open = await openProject({ project: projectFile(name) });
    try {
      const made: Film[] = [];
      for (const { out, ...way } of ways) {
        made.push(await film(open, { out: join(folder, out), cache: false, encoders: ['ffmpeg'], ...way }));
      }
      return made;
    } finally {
      await open.close();
    }
  };

  it.runIf(ffmpeg)(
    'is filmed from start to end of the range that its settings choose, less the frame at its end',
    async () => {
      const warnings: string[] = [];
      const onWarning = (text: string) => warnings.push(text);
      const range = { from: { unit: 'share', value: 0 }, to: { unit: 'share', value: 1 } } as const;
      const ways = [
        { out: 'own.mp4', onWarning },
        { out: 'whole.mp4', range },
      ];
      expect((await make('studio/src/glow', ...ways)).map(({ frames }) => frames)).toEqual([9, 18]);
      expect(warnings.join()).toMatch(/0\.25s\.\.1s.*range=0%\.\.100%/);
    },
  );

  it.runIf(ffmpeg)('is heard with its track from the sample on at which its settings say', async () => {
    const [made] = await make('studio/src/album', { out: 'album.mov', codec: 'prores' });
    const left = await samples(made?.path ?? '', 0);
    expect(left.findIndex((value) => Math.abs(value) > 0.3)).toBe(Math.round((0.35 + 0.25) * RATE));
  });

  it.runIf(ffmpeg?.x264).each([
    ['a video', 'studio/src/album'],
    ['random numbers that nobody seeded', 'studio/src/lottery'],
  ])(
    'shows the same frames at every start, with one page or three, whole or in pieces (%s)',
    async (_, name) => {
      // Without loss, a frame is the same wherever its piece begins.
      const lossless = { crf: 0, preset: 'ultrafast', audio: false };
      const ways = [{ workers: 1 }, { workers: 3 }, { workers: 2, pieceSeconds: 0.5 }];
      const made = await make(name, ...ways.map((way, i) => ({ ...lossless, ...way, out: `way-${i}.mp4` })));
      expect(made.map(({ workers }) => workers)).toEqual([1, 3, 2]);
      const hashes = await Promise.all(made.map(({ path }) => frameHashes(path)));
      expect(new Set(hashes[0]).size).toBeGreaterThan(8);
      expect(hashes[1]).toEqual(hashes[0]);
      expect(hashes[2]).toEqual(hashes[0]);
    },
  );
});
