import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { publicFolder } from '../../src/recording/public-folder-node';

let place = '';
beforeEach(async () => {
  place = await mkdtemp(path.join(tmpdir(), 'clockwork-place-'));
  for (const folder of ['assets/fonts', 'assets/runs/ours', 'elsewhere/theirs'])
    await mkdir(path.join(place, folder), { recursive: true });
  await writeFile(path.join(place, 'assets/fonts/a.woff2'), 'font');
  await writeFile(path.join(place, 'assets/runs/ours/run.json'), 'ours');
  await writeFile(path.join(place, 'elsewhere/theirs/run.json'), 'theirs');
});
afterEach(() => rm(place, { recursive: true, force: true }));

describe('the folder that pages read from', () => {
  const assets = () => path.join(place, 'assets');

  it('is assets while the runs lie there', () => {
    expect(publicFolder(assets(), undefined)).toBe(assets());
    expect(publicFolder(assets(), path.join(assets(), 'runs'))).toBe(assets());
  });

  it('has the runs of another place in it, beside all else, and is the same when it is asked for again', async () => {
    const folder = publicFolder(assets(), path.join(place, 'elsewhere'));
    expect(publicFolder(assets(), path.join(place, 'elsewhere'))).toBe(folder);
    expect(await readFile(path.join(folder, 'fonts/a.woff2'), 'utf8')).toBe('font');
    expect(await readFile(path.join(folder, 'runs/theirs/run.json'), 'utf8')).toBe('theirs');
    await expect(readFile(path.join(folder, 'runs/ours/run.json'))).rejects.toThrow('ENOENT');
    await rm(folder, { recursive: true });
  });
});
