import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pinnedPackages, TOOLS, toolFolder } from '../../../src/cli/bench/render/rivals/install';
import { limitFor } from '../../../src/cli/bench/render/rivals/limit';
import { runTool } from '../../../src/cli/bench/render/rivals/run-tool';
import { InterruptedError, WorkError } from '../../../src/errors';

const node = (script: string, limit = 60) => ({
  ...{ name: 'the tool', program: process.execPath, args: ['-e', script], limit },
});

describe('the renderers that we are compared with', () => {
  it.each(TOOLS)('names every package of %s with one exact version', async (tool) => {
    const versions = Object.values(await pinnedPackages(tool));
    expect(versions.length).toBeGreaterThan(0);
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it.each(TOOLS)('keeps %s out of the packages of this project', async (tool) => {
    const own: object = JSON.parse(
      await readFile(join(toolFolder(tool), '../../../../package.json'), 'utf8'),
    );
    const ours = JSON.stringify({ ...own, description: '' });
    const foreign = Object.keys(await pinnedPackages(tool)).filter(
      (name) => !name.startsWith('@motion-canvas/') || name.endsWith('/ffmpeg'),
    );
    expect(foreign.filter((name) => ours.includes(`"${name}"`))).toEqual([]);
  });

  it('may take longer for a longer clip', () => {
    const clip = { scene: 'text', size: { width: 1920, height: 1080 }, fps: 60, seconds: 10 } as const;
    expect(limitFor(clip)).toBe(390);
    expect(limitFor({ ...clip, seconds: 1 })).toBe(120);
  });
});

describe('a program of a comparison', () => {
  it('fails with the last lines that it printed', async () => {
    const failing = runTool(node('console.log("first"); console.error("no frames"); process.exitCode = 3'));
    await expect(failing).rejects.toThrow(WorkError);
    await expect(failing).rejects.toThrow(/^the tool failed \(3\):\n(.*\n)* {4}no frames$/);
  });

  it('that is not there fails by its name', async () => {
    const missing = runTool({ ...node(''), program: join(tmpdir(), 'no-such-program') });
    await expect(missing).rejects.toThrow(/the tool failed \(.*ENOENT/);
  });

  it('that hangs is ended at its limit, and says so', async () => {
    const hanging = runTool(node('console.log("at frame 7"); setInterval(() => {}, 1000)', 1));
    await expect(hanging).rejects.toThrow('the tool was not done after 1 s:\n    at frame 7');
  });

  it('is ended by the signal, with what it started', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'rivals-'));
    const file = join(folder, 'pid');
    const child = "require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])";
    const script = `const { pid } = ${child}; require('fs').writeFileSync(${JSON.stringify(file)}, String(pid)); setInterval(() => {}, 1000)`;
    const interruption = new AbortController();
    const running = runTool(node(script), interruption.signal);
    const pid = await expect
      .poll(() => readFile(file, 'utf8').catch(() => ''), { timeout: 30_000 })
      .not.toBe('')
      .then(() => readFile(file, 'utf8'));
    interruption.abort();
    await expect(running).rejects.toThrow(InterruptedError);
    await expect.poll(() => isRunning(Number(pid)), { timeout: 10_000 }).toBe(false);
    await rm(folder, { recursive: true });
  });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
