import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const main = path.resolve(__dirname, '../../bin/clockwork.mjs');

/** Disks of our own can be mounted where namespaces can be made: by root on Linux, and not everywhere. */
const mayMount =
  process.platform === 'linux' &&
  spawnSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs none /mnt']).status === 0;

let runs = '';
beforeEach(async () => {
  runs = await mkdtemp(path.join(tmpdir(), 'clockwork-runs-'));
});
afterEach(() => rm(runs, { recursive: true, force: true }));

/** A network so small that hundreds of steps take a second. */
const SMALL = ['p=13', 'dModel=16', 'heads=2', 'dMlp=32', 'dense=0', 'threads=1', 'analyze=false'];

interface Ended {
  readonly code: number;
  readonly said: string;
}

function run(program: string, args: readonly string[]): Promise<Ended> {
  const env = { ...process.env, CLOCKWORK_RUNS: runs };
  return new Promise((resolve) => {
    execFile(program, args, { env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, said: stdout + stderr });
    });
  });
}

const train = (...args: string[]) => run(process.execPath, [main, 'train', ...args]);

/** Names of all files below the runs' folder. */
const files = async () => (await readdir(runs, { recursive: true })).sort();

describe('train, as a process', () => {
  it.each([
    ['p=112', 'p=112 is not a prime between 3 and 400'],
    ['fraction=1', 'fraction=1 is not between 0 and 1'],
    ['heads=3', 'heads=3 does not divide dModel=128'],
    ['hedas=4', 'heads'],
    ['op=divide', 'div'],
  ])('ends with 2 on %s, and makes no folder', async (option, message) => {
    const { code, said } = await train('out=bad', option);
    expect(said).toContain(message);
    expect(code).toBe(2);
    expect(await files()).toEqual([]);
  });

  it('leaves the pairs that division has no answer for out, whatever is asked', async () => {
    const { code } = await train(...SMALL, 'out=halves', 'op=div', 'fraction=0.999', 'steps=2');
    expect(code).toBe(0);
    const { task } = JSON.parse(await readFile(path.join(runs, 'halves', 'run.json'), 'utf8'));
    // Twelve divisors for each of thirteen dividends.
    expect(task.trainPairs + task.testPairs).toBe(13 * 12);
  });

  it('ends with 2 where the folder holds another run, and leaves that as it was', async () => {
    expect((await train(...SMALL, 'out=mine', 'steps=20', 'every=10')).code).toBe(0);
    const before = await files();
    const manifest = await readFile(path.join(runs, 'mine', 'run.json'), 'utf8');
    const { code, said } = await train(...SMALL, 'out=mine', 'steps=20', 'seed=7');
    expect(said).toMatch(/mine holds a run already.*out=.*resume=mine/);
    expect(code).toBe(2);
    expect(await files()).toEqual(before);
    expect(await readFile(path.join(runs, 'mine', 'run.json'), 'utf8')).toBe(manifest);
  });

  it('ends with 1 when the loss is no number, names the step, and keeps a checkpoint to go on from', async () => {
    const { code, said } = await train(...SMALL, 'out=wild', 'lr=1e30', 'warmup=40', 'every=10', 'steps=90');
    expect(code).toBe(1);
    expect(said).toMatch(/loss is NaN at step \d+: .* lr= or weightDecay=/);
    const listed = await run(process.execPath, [main, 'list', 'run=wild']);
    expect(listed.code).toBe(0);
    expect((await files()).filter((name) => name.endsWith('.part') || name.endsWith('.lock'))).toEqual([]);
  });

  it.runIf(mayMount)('ends with 1 when the disk is full, and goes on when there is room again', async () => {
    // A disk of one megabyte that these processes alone see: some forty checkpoints and their curves.
    const recorded = [...SMALL, 'every=10', 'steps=1000'].join(' ');
    const script = [
      `mount -t tmpfs -o size=1m none ${runs}`,
      `"$0" "$1" train out=full ${recorded}; echo "first: $?"`,
      `find ${runs} -name "*.part" -o -name "*.lock" | sed s/^/left:/`,
      `"$0" "$1" list run=full > /dev/null; echo "opened: $?"`,
      `mount -o remount,size=64m ${runs}`,
      `"$0" "$1" train resume=full steps=1010 analyze=false; echo "second: $?"`,
      `"$0" "$1" list run=full`,
    ].join('\n');
    const { said } = await run('unshare', ['--mount', 'sh', '-c', script, process.execPath, main]);
    expect(said).toMatch(/step \d+ could not be recorded in .*full: .*ENOSPC.*resume=full/);
    expect(said).toContain('first: 1');
    expect(said).not.toContain('left:');
    expect(said).toContain('opened: 0');
    expect(said).toContain('second: 0');
  });
});
