import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeRoom } from '../../src/render/cache/limit';
import type { Seen } from '../../src/render/cache/reads';
import { openStore } from '../../src/render/cache/store';

const measured = { frames: 20, starts: [{ scene: 'a', frame: 0 }], said: [], sounds: [] };
const piece = { from: 0, to: 10 };

describe('the store of pieces', () => {
  let root = '';
  let file = '';
  const seen = new Map<string, Seen>();
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'store-'));
    file = join(root, 'tensor.bin');
    await writeFile(file, 'one');
    seen.clear();
    await look();
  });
  afterEach(() => rm(root, { recursive: true }));

  /** What a page would see of the file now. */
  async function look() {
    const { size, mtimeMs } = await stat(file);
    seen.set(file, { size, changed: mtimeMs });
  }

  const open = (options: { key?: string | undefined; resume?: boolean } = {}) =>
    openStore({
      ...{ root: join(root, 'films'), key: 'k', ending: 'ts', seen: () => seen, resume: true },
      ...options,
    });

  async function fill(options?: Parameters<typeof open>[0]) {
    await mkdir(join(root, 'films'), { recursive: true });
    const store = await open(options);
    await store.keep(measured);
    const draft = await store.begin(piece);
    await writeFile(draft.path, 'frames');
    await draft.finish();
    await store.close();
  }

  /** Whether the piece is there for a later render, which reads again what it reads. */
  async function isKept(options?: Parameters<typeof open>[0]) {
    seen.clear();
    const store = await open(options);
    const present = await store.present([piece]);
    await store.close();
    return present.has(piece) && store.measured !== undefined;
  }

  it('has a piece for the next render', async () => {
    await fill();
    expect(await isKept()).toBe(true);
  });

  it('has none once a file that was read holds something else, or is gone', async () => {
    await fill();
    await utimes(file, new Date(0), new Date(0));
    expect(await isKept()).toBe(true);
    await writeFile(file, 'two');
    expect(await isKept()).toBe(false);
    await look();
    await fill();
    await rm(file);
    expect(await isKept()).toBe(false);
  });

  it('has none once a file is there that was looked for in vain', async () => {
    const missing = join(root, 'picture.png');
    seen.set(missing, undefined);
    await fill();
    expect(await isKept()).toBe(true);
    await writeFile(missing, '');
    expect(await isKept()).toBe(false);
  });

  it('keeps nothing that shows a file which changed while it was read', async () => {
    await writeFile(file, 'changed since it was seen');
    await fill();
    expect(await isKept()).toBe(false);
  });

  it('keeps nothing where nothing is to be kept, and uses nothing where nothing is to be used', async () => {
    await fill({ key: undefined });
    expect(await readdir(join(root, 'films'))).toEqual([]);
    await fill();
    expect(await isKept({ resume: false })).toBe(false);
  });

  it('removes what a killed process left half-written', async () => {
    await fill();
    await writeFile(join(root, 'films', 'k', `.10-20.ts.${2 ** 30}-abc.partial`), 'half');
    await mkdir(join(root, 'films', `temporary-${2 ** 30}-abcd`));
    await isKept();
    expect(await readdir(join(root, 'films'))).toEqual(['k']);
    expect((await readdir(join(root, 'films', 'k'))).sort()).toEqual(['0-10.ts', 'film.json']);
  });

  it('is bounded: what was used longest ago goes first, and never what is in use', async () => {
    const films = join(root, 'films');
    for (const [i, name] of ['old', 'middle', 'new'].entries()) {
      await mkdir(join(films, name), { recursive: true });
      await writeFile(join(films, name, 'piece'), Buffer.alloc(100));
      await utimes(join(films, name, 'piece'), 1000 + i, 1000 + i);
    }
    await makeRoom(films, join(films, 'old'), 250);
    expect((await readdir(films)).sort()).toEqual(['new', 'old']);
    await makeRoom(films, join(films, 'new'), 0);
    expect(await readdir(films)).toEqual(['new']);
  });
});
