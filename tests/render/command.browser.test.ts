import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { difference, ffmpeg, pixels, readBack } from './read-back';

const root = fileURLToPath(new URL('../..', import.meta.url));
const fixture = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));
const recorded = existsSync(join(root, 'assets/runs/default/run.json'));

interface Outcome {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line as a person would; `onStart` may send it a signal. */
function render(args: string[], env: Record<string, string> = {}, interruptAfter?: RegExp): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['bin/clockwork.mjs', 'render', ...args], {
      cwd: root,
      env: { ...process.env, ...env },
    });
    let [out, err] = ['', ''];
    let interrupted = false;
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      if (interrupted || !interruptAfter?.test(err)) return;
      interrupted = true;
      child.kill('SIGINT');
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}

describe('npm run render', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'command-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  // Skipped only while no run is recorded: the chapters draw the recording.
  it.runIf(recorded)('films a part of a chapter from the recording, and tells about it in JSON', async () => {
    const out = join(folder, 'clocks.mp4');
    const size = 'size=640x360';
    const made = await render([
      'scene=clocks',
      'quality=preview',
      size,
      'range=10s..11s',
      `out=${out}`,
      'json=true',
    ]);
    expect(made.err).toContain('30 frames, 1.00 s');
    const told: unknown = JSON.parse(made.out);
    expect(told).toMatchObject({ path: out, frames: 30 });
    expect(Object.keys(told as object).sort()).toEqual([
      'bytes',
      'frames',
      'framesPerSecond',
      'path',
      'seconds',
    ]);
    expect(made.code).toBe(0);
    const back = await readBack(out);
    expect(back.times).toHaveLength(30);
    expect(back.duration).toBeCloseTo(1, 6);
    expect(back.tags.comment).toContain('run=default');
    if (!ffmpeg) return;
    const still = join(folder, 'clocks.png');
    await render(['scene=clocks', size, 'fps=30', 'still=329', `out=${still}`]);
    expect(difference(await pixels(out, 29), await pixels(still, 0))).toBeLessThan(5);
  });

  it.runIf(recorded)('refuses a recording of which a byte is wrong, and leaves no film', async () => {
    const runs = join(folder, 'runs');
    await cp(join(root, 'assets/runs/default'), join(runs, 'bent'), { recursive: true });
    const file = join(runs, 'bent', 'film.safetensors');
    const bytes = await readFile(file);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(file, bytes);
    const args = ['scene=clocks', 'run=bent', 'quality=preview', `out=${folder}/bent.mp4`];
    const { code, err } = await render(args, { CLOCKWORK_RUNS: runs });
    expect(err).toMatch(/film\.safetensors[\s\S]*SHA-256/);
    expect(code).toBe(2);
    expect((await readdir(folder)).filter((name) => name.includes('bent'))).toEqual([]);
  });

  it.each([
    [
      ['scene=clok'],
      /unknown scene "clok"\. Did you mean "clock"\?[\s\S]*clock, patches, surface, broken, endless, spoken, glass, picture, computed, leaving, waiting, all/,
    ],
    [['scene=clock', 'quality=hgih'], /unknown value for quality= "hgih"\. Did you mean "high"\?/],
    [['scene=clock', 'sise=1x1'], /unknown key "sise"\. Did you mean "size"\?/],
    [['scene=clock', 'size=641x360'], /both sides must be even \(642x360\)/],
    [['scene=clock', 'range=1s..9s'], /range 1s\.\.9s lies outside/],
    [['scene=clock', 'still=half'], /"half" is no moment/],
    [['scene=clock', 'workers=0'], /workers takes auto/],
  ])('refuses %j with exit code 2 and says what is valid', async (args, message) => {
    const { code, err } = await render([`project=${fixture}`, `out=${folder}/refused.mp4`, ...args]);
    expect(err).toMatch(message);
    expect(code).toBe(2);
    expect((await readdir(folder)).filter((name) => name.includes('refused'))).toEqual([]);
  });

  it.each([
    ['both', true],
    ['file', true],
    ['picture', false],
    ['none', false],
  ])('with captions=%s writes captions beside the film: %s', async (captions, written) => {
    const out = join(folder, `spoken-${captions}.mp4`);
    const args = [
      `project=${fixture}`,
      'scene=spoken',
      'quality=preview',
      'size=160x90',
      `captions=${captions}`,
    ];
    const { code } = await render([...args, `out=${out}`]);
    expect(code).toBe(0);
    expect(existsSync(out.replace('.mp4', '.vtt'))).toBe(written);
  });

  it('refuses an ending that it does not write, instead of making a folder of that name', async () => {
    const { code, err } = await render([`project=${fixture}`, 'scene=clock', `out=${folder}/film.avi`]);
    expect(err).toContain('film.avi: what is written here ends in .mp4.');
    expect(code).toBe(2);
    expect(await readdir(folder)).not.toContain('film.avi');
  });

  it('fails with exit code 1 and the remedy where there is no browser', async () => {
    const args = [`project=${fixture}`, 'scene=clock', `out=${folder}/x.mp4`];
    const { code, err } = await render(args, { CLOCKWORK_BROWSER: join(folder, 'gone') });
    expect(err).toMatch(/no program is there[\s\S]*apt-get install chromium/);
    expect(code).toBe(1);
  });

  it('tells of a scene that throws with exit code 1, its frame and its own source', async () => {
    const args = [`project=${fixture}`, 'scene=broken', 'quality=preview', `out=${folder}/broken.mp4`];
    const { code, err } = await render(args);
    expect(err).toMatch(/scene "broken", frame 15: RangeError: the cogs do not mesh[\s\S]*broken\.tsx:\d+/);
    expect(code).toBe(1);
    expect((await readdir(folder)).filter((name) => name.includes('broken'))).toEqual([]);
  });

  it('films where a path leads through a file with exit code 1, and names what to do', async () => {
    const args = [`project=${fixture}`, 'scene=clock', `out=${fixture}/x.mp4`];
    const { code, err } = await render(args);
    expect(err).toMatch(/cannot write .*x\.mp4: a part of the path is a file: .*out=/);
    expect(code).toBe(1);
  });

  it('leaves nothing half-written when it is interrupted, and exits with 130', async () => {
    const args = [`project=${fixture}`, 'scene=clock,patches', 'fps=60', 'size=640x360', `out=${folder}/cut`];
    // The first film is told when it is done; the second is under way then.
    const { code, err } = await render(args, {}, /clock\.mp4/);
    expect(code).toBe(130);
    expect(err).toContain('interrupted');
    const left = await readdir(join(folder, 'cut'));
    expect(left.filter((name) => name !== 'clock.mp4')).toEqual([]);
  });
});
