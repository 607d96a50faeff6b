import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError, WorkError } from '../../src/errors';
import { beginFile, writeError, writeWhole } from '../../src/render/atomic';

describe('writing whole files', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'atomic-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes the folder, and leaves nothing but the file', async () => {
    await writeWhole(join(folder, 'a', 'b.png'), Buffer.from('picture'));
    expect(await readdir(join(folder, 'a'))).toEqual(['b.png']);
    expect(await readFile(join(folder, 'a', 'b.png'), 'utf8')).toBe('picture');
  });

  it('leaves the old file until the new one is whole, and no name that ends in .mp4 before', async () => {
    const path = join(folder, 'film.mp4');
    await writeFile(path, 'old');
    const draft = await beginFile(path);
    await writeFile(draft.path, 'half');
    expect((await readdir(folder)).filter((name) => name.endsWith('.mp4'))).toEqual(['film.mp4']);
    expect(await readFile(path, 'utf8')).toBe('old');
    await draft.discard();
    expect(await readdir(folder)).toEqual(['film.mp4']);
  });

  it('tells the size of what it finished', async () => {
    const draft = await beginFile(join(folder, 'film.mp4'));
    await writeFile(draft.path, 'whole');
    expect(await draft.finish()).toBe(5);
    await draft.discard();
    expect(await readFile(join(folder, 'film.mp4'), 'utf8')).toBe('whole');
  });

  it('refuses the name of a folder, and a path through a file', async () => {
    await mkdir(join(folder, 'film.mp4'));
    await expect(beginFile(join(folder, 'film.mp4'))).rejects.toThrow(InputError);
    await writeFile(join(folder, 'file'), '');
    await expect(beginFile(join(folder, 'file', 'film.mp4'))).rejects.toThrow(WorkError);
  });

  it('says what to do about a full disk', () => {
    expect(writeError('out.mp4', { code: 'ENOSPC' }).message).toMatch(/out\.mp4: the disk is full: .*out=/);
    // What lies among the kept pieces lies there whatever out= says.
    const piece = join('.cache', 'clockwork-render', 'films', '0-60.ts');
    expect(writeError(piece, { code: 'ENOSPC' }).message).toMatch(/60\.ts: the disk is full: .*clean=true/);
  });
});
