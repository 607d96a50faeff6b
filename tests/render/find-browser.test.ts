import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBrowser } from '../../src/render/browser/find';
import { findFfmpeg } from '../../src/render/encode/find-ffmpeg';

describe('finding programs', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'find-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function program(name: string, does = ''): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, `#!/bin/sh\n${does}\n`);
    await chmod(path, 0o755);
    return path;
  }

  it('takes the browser that the environment names before one on the PATH', async () => {
    const named = await program('mine');
    await program('chromium');
    const found = await findBrowser({ CLOCKWORK_BROWSER: named, PATH: folder });
    expect(found).toMatchObject({ path: named, how: 'CLOCKWORK_BROWSER' });
  });

  it('takes a browser on the PATH, Chromium before Chrome', async () => {
    await program('google-chrome');
    const chromium = await program('chromium');
    expect(await findBrowser({ PATH: folder })).toMatchObject({ path: chromium, how: 'installed' });
  });

  it('does not pass over a named browser that is not there: it says so, with the remedy', async () => {
    await program('chromium');
    const finding = findBrowser({ CLOCKWORK_BROWSER: join(folder, 'gone'), PATH: folder });
    await expect(finding).rejects.toThrow(/gone: no program is there[\s\S]*apt-get install chromium/);
  });

  it('says what to install where there is none', async () => {
    // On this platform the embedded browser does not exist, and nothing lies where installers put one.
    await expect(findBrowser({ PATH: folder }, 'win32')).rejects.toThrow(
      /no browser[\s\S]*CLOCKWORK_BROWSER=/,
    );
  });

  it('does without ffmpeg when told to, and insists on a named one', async () => {
    expect(await findFfmpeg({ CLOCKWORK_FFMPEG: 'none' })).toBeUndefined();
    await expect(findFfmpeg({ CLOCKWORK_FFMPEG: join(folder, 'gone') })).rejects.toThrow(
      'no ffmpeg runs there',
    );
  });

  it.each([
    [
      'echo "libx264.so.164: cannot open shared object file" >&2; exit 127',
      /runs there: libx264\.so\.164: cannot/,
    ],
    ['exit 3', /runs there: it ends with exit code 3/],
    ['echo "avconv version 11"', /runs there: asked for its version, it does not say/],
  ])('says why a named ffmpeg is of no use: %s', async (does, message) => {
    const named = await program('odd', does);
    await expect(findFfmpeg({ ...process.env, CLOCKWORK_FFMPEG: named })).rejects.toThrow(message);
  });

  it('tells of an ffmpeg on the PATH that does not run, and how to do without it', async () => {
    await program('ffmpeg', 'echo "Illegal instruction" >&2; exit 132');
    await expect(findFfmpeg({ PATH: folder })).rejects.toThrow(
      /on the PATH does not run: Illegal instruction\.[\s\S]*CLOCKWORK_FFMPEG=none/,
    );
    await rm(join(folder, 'ffmpeg'));
    expect(await findFfmpeg({ PATH: folder })).toBeUndefined();
  });
});
