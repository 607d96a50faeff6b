import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FilmOptions, film, type OpenProject, openProject, parseRange } from '../../src/render';
import { brightness, peak, probe, samples } from './probe';
import { ffmpeg } from './read-back';
import { clicks, RATE } from './wav';

const fixture = fileURLToPath(new URL('../fixtures/render', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));

// Only ffmpeg mixes sound.
describe.runIf(ffmpeg?.x264)('the sound of a film', () => {
  let source = '';
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    await mkdir(build, { recursive: true });
    source = await mkdtemp(join(build, 'sound-'));
    folder = await mkdtemp(join(tmpdir(), 'sound-'));
    await cp(fixture, source, { recursive: true });
    await mkdir(join(source, 'public'));
    await writeFile(join(source, 'public/click.wav'), clicks(0.2, [0]));
    // The track clicks after 0.25 s and after 2.25 s; it begins half a second into the project.
    await writeFile(join(source, 'public/track.wav'), clicks(2.5, [RATE / 4, 2.25 * RATE], 0.25));
    await writeFile(join(source, 'src/sound-project.meta'), '{"version":1,"shared":{"audioOffset":0.5}}');
    open = await openProject({ project: join(source, 'src/sound-project.ts') });
  });
  afterAll(async () => {
    await open?.close();
    await Promise.all([folder, source].map((path) => rm(path, { recursive: true })));
  });

  const make = (name: string, options: Partial<FilmOptions> = {}) =>
    film(open, {
      ...{ out: join(folder, name), size: { width: 320, height: 180 }, fps: 30, cache: false },
      ...{ encoders: ['ffmpeg'], preset: 'ultrafast', ...options },
    });

  /** The first frame that is bright all over. */
  const flashIn = async (path: string) => (await brightness(path)).findIndex((value) => value > 230);

  it('begins with the frame that starts it: a scene’s sounds, softer and slower where asked', async () => {
    const made = await make('bang.mov', { scenes: ['bang'], audio: true });
    const flash = await flashIn(made.path);
    const left = await samples(made.path, 0);
    expect(left.length).toBe(Math.round(made.duration * RATE));
    const first = peak(left, 0, RATE);
    // To the sample: what is kept as it is has no encoder's delay.
    expect(left.findIndex((value) => Math.abs(value) > 0.3)).toBe(Math.round((flash * RATE) / 30));
    expect(first.level).toBeCloseTo(0.5, 2);
    const second = peak(left, RATE, 1.7 * RATE);
    expect(second.level / first.level).toBeCloseTo(10 ** (-12 / 20), 1);
    // At half the speed the click of a millisecond lasts two; resampling smooths its edges.
    const long = left.slice(RATE, 1.7 * RATE).filter((value) => Math.abs(value) > second.level / 2).length;
    expect(Math.abs(long - RATE / 500)).toBeLessThan(6);
    expect(second.at / RATE).toBeCloseTo(1.5, 1);
    expect(peak(await samples(made.path, 1)).level).toBeCloseTo(first.level, 3);
  });

  it.each([
    ['whole.mp4', 'aac', ['ffmpeg'] as const],
    ['whole.webm', 'opus', ['ffmpeg'] as const],
    ['browser.mp4', 'aac', ['browser'] as const],
  ])('is in sync to a frame in %s, the track with its offset', async (name, codec, encoders) => {
    const made = await make(name, { encoders });
    const { streams } = await probe(made.path);
    expect(streams.find((stream) => stream.codec_type === 'audio')).toMatchObject({ codec_name: codec });
    const left = await samples(made.path, 0);
    const flash = await flashIn(made.path);
    const near = (seconds: number) => peak(left, (seconds - 0.15) * RATE, (seconds + 0.15) * RATE);
    // The track begins at 0.5 s and clicks 0.25 s and 2.25 s into it; the scene's own sound comes with its flash.
    for (const seconds of [0.75, flash / 30, 2.75]) {
      expect(near(seconds).level).toBeGreaterThan(0.1);
      expect(Math.abs(near(seconds).at / RATE - seconds)).toBeLessThan(1 / 60);
    }
    expect(Number(streams.find((stream) => stream.codec_type === 'audio')?.start_time ?? 0)).toBeLessThan(
      0.01,
    );
  });

  it('is that of its part: of a scene filmed alone, and of a range', async () => {
    const alone = await samples((await make('alone.mov', { scenes: ['bang'] })).path, 0);
    // The scene begins at the first second of the project, the track's second click comes at 2.75 s.
    const click = alone.findIndex((value, i) => i > 1.7 * RATE && Math.abs(value) > 0.2);
    expect(click).toBe(1.75 * RATE);
    const part = await make('part.mov', { scenes: ['bang'], range: parseRange('10..30'), audio: true });
    const heard = await samples(part.path, 0);
    const flash = await flashIn(part.path);
    expect(heard.findIndex((value) => Math.abs(value) > 0.3)).toBe(Math.round((flash * RATE) / 30));
  });

  it('can be left out, and is missed where it is no file of the project', async () => {
    const made = await make('silent.mp4', { scenes: ['bang'], audio: false });
    expect((await probe(made.path)).streams.map((stream) => stream.codec_type)).toEqual(['video']);
    await rm(join(source, 'public/click.wav'));
    await expect(make('missing.mp4', { scenes: ['bang'] })).rejects.toThrow(
      /the sound \/click\.wav is not among the project's files/,
    );
  });

  it('moves under pictures that are kept when the scene before becomes longer, or the track another one', async () => {
    /** The film of the second scene: how much of it was kept, and the seconds at which it is loud. */
    const filmed = async () => {
      const own = await openProject({ project: join(source, 'src/sound-project.ts') });
      try {
        const made = await film(own, {
          ...{ scenes: ['bang'], out: join(folder, 'kept.mov'), size: { width: 320, height: 180 }, fps: 30 },
          ...{ encoders: ['ffmpeg'], preset: 'ultrafast', variables: { film: source } },
        });
        const left = await samples(made.path, 0);
        const heard = [...left].flatMap((value, i) => (Math.abs(value) > 0.1 ? [i / RATE] : []));
        return { reused: made.reused, frames: made.frames, heard };
      } finally {
        await own.close();
      }
    };
    await writeFile(join(source, 'public/click.wav'), clicks(0.2, [0]));
    // Motion Canvas's clock may be off by a frame.
    const near = (heard: readonly number[], seconds: number) =>
      heard.some((click) => Math.abs(click - seconds) < 0.05);
    // The track's second click comes at 2.75 s of the project, and the scene begins at 1 s.
    const first = await filmed();
    expect(first.reused).toBe(0);
    expect(near(first.heard, 1.75)).toBe(true);
    const before = join(source, 'src/scenes/patches.tsx');
    await writeFile(before, (await readFile(before, 'utf8')).replace('waitFor(1)', 'waitFor(1.5)'));
    const later = await filmed();
    expect(later.reused).toBe(first.frames);
    expect(near(later.heard, 1.25)).toBe(true);
    expect(near(later.heard, 1.75)).toBe(false);
    // Another file, of another name: the project says so.
    await writeFile(join(source, 'public/other.wav'), clicks(2.5, [2 * RATE], 0.25));
    const project = join(source, 'src/sound-project.ts');
    await writeFile(project, (await readFile(project, 'utf8')).replace('/track.wav', '/other.wav'));
    const other = await filmed();
    expect(other.reused).toBe(first.frames);
    expect(near(other.heard, 1)).toBe(true);
    expect(near(other.heard, 1.25)).toBe(false);
  });
});
