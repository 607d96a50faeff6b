import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InterruptedError } from '../../src/errors';
import { type FilmOptions, film, type OpenProject, openProject } from '../../src/render';
import { frameHashes, frameTimes } from './probe';
import { browsers, encoders, pages } from './processes';
import { ffmpeg } from './read-back';

const fixture = fileURLToPath(new URL('../fixtures/render', import.meta.url));
const build = fileURLToPath(new URL('../../build', import.meta.url));
const child = fileURLToPath(new URL('./film-child.ts', import.meta.url));

describe.runIf(ffmpeg?.x264)('a film that is made again, or was not finished', () => {
  let source = '';
  let folder = '';
  let project = '';
  let open: OpenProject;
  /** What the film is, drawn in one piece by one page and never interrupted. */
  let frames: string[] = [];
  beforeAll(async () => {
    await mkdir(build, { recursive: true });
    // A copy of its own: its code can be edited, and it shares its pieces with nobody.
    source = await mkdtemp(join(build, 'resume-'));
    folder = await mkdtemp(join(tmpdir(), 'resume-'));
    await cp(fixture, source, { recursive: true });
    project = join(source, 'src/project.ts');
    await mkdir(join(source, 'public'));
    open = await openProject({ project });
    const whole = await make('whole.mp4', { cache: false, pieceSeconds: 60, workers: 1 });
    frames = await frameHashes(whole.path);
  });
  afterAll(async () => {
    await open?.close();
    await Promise.all([folder, source].map((path) => rm(path, { recursive: true })));
  });

  let films = 0;
  /** Settings that no other film has. Lossless, so that every difference of a pixel shows. */
  const settings = (name: string): FilmOptions => ({
    ...{ scenes: ['clock'], out: join(folder, name), size: { width: 640, height: 360 }, fps: 30 },
    ...{ crf: 0, preset: 'ultrafast', encoders: ['ffmpeg'], pieceSeconds: 0.5, workers: 2 },
    variables: { film: `${process.pid} ${films++}` },
  });
  const make = (name: string, options: Partial<FilmOptions> = {}) =>
    film(open, { ...settings(name), ...options });

  it('shows the same frames when a new browser goes on every few pieces', async () => {
    const versions = new Set([open.browser]);
    const warnings: string[] = [];
    const made = await make('browsers.mp4', {
      framesPerBrowser: 20,
      onProgress: () => void versions.add(open.browser),
      onWarning: (message) => void warnings.push(message),
    });
    // Pieces of 15 frames: the second begins within 20 frames, the third does not.
    expect(versions.size).toBe(2);
    expect(warnings).toEqual([]);
    expect(made.reused).toBe(0);
    expect(await frameHashes(made.path)).toEqual(frames);
  });

  it('shows the same frames whole and in pieces, drawn by one page or by three', async () => {
    expect(frames).toHaveLength(60);
    for (const workers of [1, 3]) {
      const made = await make('pieces.mp4', { workers });
      expect(made).toMatchObject({ workers, reused: 0 });
      expect(await frameHashes(made.path)).toEqual(frames);
      const times = await frameTimes(made.path);
      for (const [i, time] of times.entries()) expect(time).toBeCloseTo(i / 30, 5);
    }
  });

  it('is joined from what was drawn before, and is the same to the byte', async () => {
    const options = settings('again.mp4');
    const first = await film(open, options);
    const bytes = await readFile(first.path);
    const drawn: number[] = [];
    const again = await film(open, { ...options, onProgress: ({ frame }) => drawn.push(frame) });
    expect(again.reused).toBe(60);
    expect(drawn).toEqual([]);
    expect((await readFile(again.path)).equals(bytes)).toBe(true);
    expect((await film(open, { ...options, resume: false })).reused).toBe(0);
    // A part of it finds the pieces that lie in it whole: frames 15 to 45.
    const part = { from: { unit: 'frames', value: 10 }, to: { unit: 'frames', value: 50 } } as const;
    const made = await film(open, { ...options, out: join(folder, 'part.mp4'), range: part });
    expect(made.reused).toBe(30);
    expect(await frameHashes(made.path)).toEqual(frames.slice(10, 50));
  });

  it('goes on after it was interrupted', async () => {
    const controller = new AbortController();
    const own = await openProject({ project, signal: controller.signal });
    const options = { ...settings('interrupted.mp4'), signal: controller.signal };
    try {
      const cut = film(own, { ...options, onProgress: ({ frame }) => frame === 40 && controller.abort() });
      await expect(cut).rejects.toThrow(InterruptedError);
      await expect(cut).rejects.toThrow('goes on from where it was');
    } finally {
      await own.close();
    }
    expect((await readdir(folder)).filter((name) => name.includes('interrupted'))).toEqual([]);
    const made = await film(open, { ...options, signal: undefined });
    expect(made.reused).toBeGreaterThanOrEqual(15);
    expect(await frameHashes(made.path)).toEqual(frames);
  });

  it.runIf(existsSync('/proc/self/stat')).each([
    ['the encoder', encoders],
    ['the browser', browsers],
    ['a page', pages],
  ] as const)('goes on by itself after somebody killed %s', async (_, find) => {
    const warnings: string[] = [];
    let killed = 0;
    const made = await make('killed.mp4', {
      onWarning: (message) => warnings.push(message),
      onProgress: ({ frame }) => {
        const [victim] = frame === 40 && killed === 0 ? find() : [];
        if (victim === undefined) return;
        killed++;
        process.kill(victim.pid, 'SIGKILL');
      },
    });
    expect(killed).toBe(1);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/going on from frame (?:15|30|45)/);
    expect(await frameHashes(made.path)).toEqual(frames);
  });

  it('gives up with the reason where it is killed again and again, and leaves no film', async () => {
    const attempt = make('hopeless.mp4', {
      // Two pages are ahead by a few frames: the first piece of 15 is never whole.
      onProgress: () => {
        for (const { pid } of encoders()) process.kill(pid, 'SIGKILL');
      },
    });
    await expect(attempt).rejects.toThrow(/ffmpeg was ended \(SIGKILL\)[\s\S]*3 times at frame 0/);
    expect((await readdir(folder)).filter((name) => name.includes('hopeless'))).toEqual([]);
  });

  it('goes on after its own process was killed, and what that left behind is gone', async () => {
    const options = settings('orphan.mp4');
    const running = spawn(
      process.execPath,
      ['--import', 'tsx', child, JSON.stringify({ project, ...options })],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    let said = '';
    running.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      if (said.includes('frame 40')) running.kill('SIGKILL');
    });
    await new Promise((done) => running.once('close', done));
    expect(said).not.toContain('path');
    expect(existsSync(options.out)).toBe(false);
    const made = await film(open, options);
    expect(made.reused).toBeGreaterThanOrEqual(15);
    expect(await frameHashes(made.path)).toEqual(frames);
    expect((await readdir(folder)).filter((name) => name.includes('orphan'))).toEqual(['orphan.mp4']);
  });

  it('is drawn anew when its scene is edited, and not when another one is', async () => {
    const [clock, patches] = [settings('clock.mp4'), { ...settings('patches.mp4'), scenes: ['patches'] }];
    const both = async (): Promise<number[]> => {
      const own = await openProject({ project });
      try {
        return [(await film(own, clock)).reused, (await film(own, patches)).reused];
      } finally {
        await own.close();
      }
    };
    expect(await both()).toEqual([0, 0]);
    const scene = join(source, 'src/scenes/patches.tsx');
    await writeFile(scene, (await readFile(scene, 'utf8')).replace('#c04080', '#c04081'));
    expect(await both()).toEqual([60, 0]);
    const left = await both();
    expect(left[0]).toBe(60);
    expect(left[1]).toBeGreaterThan(0);
  });

  it('is there when the project gets another scene, and anew when what reaches every scene changes', async () => {
    const [clock, added] = [settings('kept.mp4'), { ...settings('added.mp4'), scenes: ['added'] }];
    const make = async (options: FilmOptions): Promise<number> => {
      const own = await openProject({ project });
      try {
        return (await film(own, options)).reused;
      } finally {
        await own.close();
      }
    };
    const edit = async (name: string, from: string, to: string) => {
      const file = join(source, name);
      const before = await readFile(file, 'utf8');
      expect(before).toContain(from);
      await writeFile(file, before.replace(from, to));
    };
    expect(await make(clock)).toBe(0);
    // Added in front of the others: of one scene, the place in the project is not seen.
    await cp(join(source, 'src/scenes/patches.tsx'), join(source, 'src/scenes/added.tsx'));
    await edit('src/project.ts', 'import broken', "import added from './scenes/added?scene';\nimport broken");
    await edit('src/project.ts', 'scenes: [', 'scenes: [added, ');
    expect(await make(clock)).toBe(60);
    expect(await make(added)).toBe(0);
    await edit('src/project.ts', "label: 'fixture'", "label: 'another'");
    expect(await make(clock)).toBe(0);
    expect(await make(clock)).toBe(60);
    await edit('vite.config.ts', 'plugins: [', 'define: { __CHANGED__: true }, plugins: [');
    expect(await make(clock)).toBe(0);
  });
});
