import { execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { type FilmOptions, film, type OpenProject, openProject, parseRange } from '../../src/render';

const project = fileURLToPath(new URL('../fixtures/render/src/project.ts', import.meta.url));
const child = fileURLToPath(new URL('./film-child.ts', import.meta.url));
const size = { width: 320, height: 180 };
const run = promisify(execFile);

/** Whether this user may make a file system of a few pages, to fill it up. */
const mayMount = await run('unshare', ['--mount', 'true']).then(
  () => true,
  () => false,
);

describe('a film that cannot be made', () => {
  let folder = '';
  let open: OpenProject;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'refusals-'));
    open = await openProject({ project });
  });
  afterAll(async () => {
    await open?.close();
    await rm(folder, { recursive: true });
  });

  const make = (name: string, options: Partial<FilmOptions> = {}) =>
    film(open, {
      ...{ scenes: ['clock'], out: join(folder, name), size, fps: 30, cache: false },
      ...options,
    });
  const left = async (part: string) => (await readdir(folder)).filter((name) => name.includes(part));

  it('because a picture is missing, names the picture, the scene and what to look at', async () => {
    await expect(make('picture.mp4', { scenes: ['picture'] })).rejects.toThrow(
      /scene "picture"[\s\S]*Failed to load an image[\s\S]*\/gone\.png[\s\S]*Make sure/,
    );
    expect(await left('picture')).toEqual([]);
  });

  it('because its project is closed while pages open, ends at once', async () => {
    const closed = await openProject({ project });
    const pages = closed.pages(2);
    const reason = expect(pages).rejects.toThrow(/the browser was closed|the browser ended/);
    await closed.close();
    await reason;
  });

  it('because it is interrupted while pages open, ends at once', async () => {
    const abort = new AbortController();
    const stopped = await openProject({ project, signal: abort.signal });
    try {
      const pages = stopped.pages(2);
      const reason = expect(pages).rejects.toThrow(/interrupted/);
      abort.abort();
      await reason;
    } finally {
      await stopped.close();
    }
  });

  it('leaves no page in the middle of something for the next one', async () => {
    const range = parseRange('1s..9s');
    await expect(make('outside.mp4', { range, workers: 2 })).rejects.toThrow(/outside/);
    expect(await make('inside.mp4', { workers: 2 })).toMatchObject({ workers: 2 });
  });

  it('because another render writes the same file, says so at once, and the other is whole', async () => {
    const first = make('shared.mp4');
    const second = make('shared.mp4');
    await expect(second).rejects.toThrow(InputError);
    await expect(second).rejects.toThrow(/shared\.mp4 is being written/);
    expect((await first).frames).toBe(60);
    expect(await left('shared')).toEqual(['shared.mp4']);
  });

  it('because a scene waits for what never comes, ends by its limit, and names scene and frame', async () => {
    const own = await openProject({ project, patience: 2 });
    const wait = (waits: number | undefined) =>
      film(own, {
        ...{ scenes: ['waiting'], out: join(folder, 'waiting.mp4'), size, fps: 10, cache: false },
        variables: waits === undefined ? {} : { waits },
      });
    try {
      await expect(wait(undefined)).rejects.toThrow(
        /scene "waiting", frame 4: Error: nothing has come of it for 2 s[\s\S]*patience=/,
      );
      expect(await left('waiting')).toEqual([]);
      // A second is a long time for a frame, and within the limit; a page that was stuck before is none to go on with.
      expect((await wait(1)).frames).toBe(10);
    } finally {
      await own.close();
    }
  });

  it('because the format does not take it, says what does, before anything is drawn', async () => {
    await expect(make('a.gif', { fps: 60 })).rejects.toThrow('fps=50');
    await expect(make('a.mp4', { transparent: true })).rejects.toThrow('keeps no transparency');
    await expect(make('a.mp4', { crf: 60 })).rejects.toThrow('from 0 to 51');
    await expect(make('a.webm', { size: { width: 321, height: 180 } })).rejects.toThrow('322x180');
    await expect(make('a.mp4', { range: parseRange('1s..9s') })).rejects.toThrow('lies outside');
    expect(await left('a.')).toEqual([]);
  });

  it('because the browser dies as it starts, names the browser and the last it said', async () => {
    const browser = join(folder, 'browser');
    await writeFile(browser, '#!/bin/sh\necho "cannot find a display" >&2\nexit 3\n');
    await chmod(browser, 0o755);
    const before = process.env.CLOCKWORK_BROWSER;
    process.env.CLOCKWORK_BROWSER = browser;
    try {
      await expect(openProject({ project })).rejects.toThrow(
        /browser .*\(CLOCKWORK_BROWSER\) did not start[\s\S]*exit code 3[\s\S]*cannot find a display/,
      );
    } finally {
      if (before === undefined) delete process.env.CLOCKWORK_BROWSER;
      else process.env.CLOCKWORK_BROWSER = before;
    }
  });

  it.runIf(mayMount)('because the disk is full, says so, and leaves no half film on it', async () => {
    const disk = join(folder, 'disk');
    // A disk of 64 kB that this process alone sees. Noise would fill it; so does a clock without compression.
    const options = {
      scenes: ['clock'],
      out: join(disk, 'full.mp4'),
      size: { width: 640, height: 360 },
      crf: 0,
    };
    const script = [
      `mkdir -p ${disk} && mount -t tmpfs -o size=64k none ${disk}`,
      `"$0" --import tsx "$1" "$2"; ls -A ${disk} | sed s/^/left:/`,
    ].join(' && ');
    const settings = {
      project,
      ...options,
      fps: 60,
      preset: 'ultrafast',
      encoders: ['ffmpeg'],
      cache: false,
    };
    const args = ['--mount', 'sh', '-c', script, process.execPath, child, JSON.stringify(settings)];
    const running = spawn('unshare', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [running.stdout, running.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    await new Promise((done) => running.once('close', done));
    expect(said).toMatch(/cannot write .*full\.mp4: the disk is full: make room, or write elsewhere/);
    expect(said).not.toContain('left:');
  });

  /** Opens a project of this code, for no longer than two seconds. */
  const openOf = async (name: string, code: string) => {
    const file = join(dirname(project), `${name}.ts`);
    await writeFile(file, code);
    try {
      await (await openProject({ project: file, patience: 2 })).close();
    } finally {
      await Promise.all([file, file.replace('.ts', '.meta')].map((path) => rm(path, { force: true })));
    }
  };

  it('because its file exports something else than a project, names the file and says what it should', async () => {
    await expect(openOf('no-project', 'export default 5;\n')).rejects.toThrow(
      /render\/src\/no-project\.ts: Error: [\s\S]*does not export what makeProject/,
    );
  });

  it.each([
    ['a promise that never resolves', 'await new Promise(() => {});'],
    ['an answer that never comes', "await fetch('http://localhost:PORT/');"],
  ])('because its file waits at the top level for %s, names the file and the remedy', async (_, line) => {
    // Somebody who takes calls and never says a word.
    const silent = createServer(() => undefined);
    await new Promise<void>((ready) => silent.listen(0, ready));
    const address = silent.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const code = [
      "import { makeProject } from '@motion-canvas/core';",
      "import clock from './scenes/clock?scene';",
      line.replace('PORT', String(port)),
      'export default makeProject({ scenes: [clock] });',
    ];
    try {
      await expect(openOf('waits', code.join('\n'))).rejects.toThrow(
        /render\/src\/waits\.ts: Error: nothing has come of it for 2 s[\s\S]*top level[\s\S]*patience=/,
      );
    } finally {
      silent.closeAllConnections();
      await new Promise((done) => silent.close(done));
    }
  });

  it('because its file never comes to an end, ends by its limit all the same', async () => {
    await expect(
      openOf(
        'loops',
        'while (performance.now() > 0) document.title = String(performance.now());\nexport default 5;\n',
      ),
    ).rejects.toThrow(/nothing was heard of the page for 2 s[\s\S]*patience=/);
  });
});
