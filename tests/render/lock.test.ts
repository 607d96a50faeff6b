import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { whileLocked } from '../../src/render/lock';

describe('the lock of a file that is being made', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('keeps a second film of this process from the same file, and is gone afterwards', async () => {
    const out = join(folder, 'film.mp4');
    await whileLocked(out, async () => {
      const second = whileLocked(out, async () => undefined);
      await expect(second).rejects.toThrow(InputError);
      await expect(second).rejects.toThrow(/being written by another film.*out=/);
      await whileLocked(join(folder, 'other.mp4'), async () => undefined);
    });
    expect(await readdir(folder)).toEqual([]);
    await whileLocked(out, async () => undefined);
  });

  it('names the process that holds it', async () => {
    await writeFile(join(folder, '.film.mp4.lock'), `${process.ppid}\n`);
    const film = whileLocked(join(folder, 'film.mp4'), async () => undefined);
    await expect(film).rejects.toThrow(`process ${process.ppid}`);
  });

  it('takes over from a process that is gone', async () => {
    // No system gives a process this number.
    await writeFile(join(folder, '.film.mp4.lock'), `${2 ** 30}\n`);
    expect(await whileLocked(join(folder, 'film.mp4'), async () => 'done')).toBe('done');
    expect(await readdir(folder)).toEqual([]);
  });
});
