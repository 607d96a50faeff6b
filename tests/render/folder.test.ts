import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { beginFolder } from '../../src/render/folder';

describe('a folder of pictures', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'folder-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('appears whole, in the place of the sequence before', async () => {
    const out = join(folder, 'frames');
    await mkdir(out);
    await writeFile(join(out, '000000.png'), 'old');
    await writeFile(join(out, '000001.png'), 'old');
    const draft = await beginFolder(out);
    await writeFile(join(draft.path, '000000.png'), 'newer');
    expect(await readdir(out)).toHaveLength(2);
    expect(await draft.finish()).toBe(5);
    await draft.discard();
    expect(await readdir(out)).toEqual(['000000.png']);
    expect(await readdir(folder)).toEqual(['frames']);
  });

  it('takes the place of nothing else', async () => {
    await writeFile(join(folder, 'notes.txt'), '');
    await expect(beginFolder(folder)).rejects.toThrow(InputError);
    await expect(beginFolder(folder)).rejects.toThrow('notes.txt');
    await expect(beginFolder(join(folder, 'notes.txt'))).rejects.toThrow('is a file');
  });
});
