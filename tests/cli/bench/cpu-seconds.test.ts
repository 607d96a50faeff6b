import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { CpuMeter, spentBetween } from '../../../src/cli/bench/cpu-seconds';
import { type Part, type Process, processOf } from '../../../src/cli/bench/processes-node';

const seen = (pid: number, parent: number, part: Part, own: number, ended = 0): Process => ({
  ...{ pid, parent, part, own, ended },
});

describe('the processor time of processes', () => {
  it('is what they spent from one look to the next, part by part', () => {
    const before = [seen(1, 0, 'node', 10, 5), seen(2, 1, 'browser', 1), seen(3, 2, 'pages', 3)];
    const now = [
      seen(1, 0, 'node', 11, 5),
      seen(2, 1, 'browser', 1.5),
      seen(3, 2, 'pages', 7),
      seen(4, 2, 'pages', 2),
    ];
    expect(spentBetween(before, now)).toEqual({ node: 1, browser: 0.5, pages: 6, ffmpeg: 0 });
    expect(spentBetween(before, now, 1)).toMatchObject({ node: 0, pages: 6 });
  });

  it('counts what a process did between the last look at it and its end', () => {
    const before = [seen(1, 0, 'node', 10, 5), seen(2, 1, 'ffmpeg', 3)];
    // It had spent four seconds when it ended, of which three were counted.
    expect(spentBetween(before, [seen(1, 0, 'node', 10, 9)])).toMatchObject({ node: 0, ffmpeg: 1 });
    // One that another took over when its parent was killed is lost to us.
    expect(spentBetween(before, [seen(1, 0, 'node', 10, 5)])).toMatchObject({ node: 0, ffmpeg: 0 });
  });

  it.runIf(processOf('self'))(
    'of a process that was started is found, and ours only if asked for',
    async () => {
      const [others, all] = [new CpuMeter(false), new CpuMeter(true)];
      const work = 'const end = process.cpuUsage().user + 4e5; while (process.cpuUsage().user < end);';
      await once(spawn(process.execPath, ['-e', work]), 'exit');
      const begun = process.cpuUsage().user;
      while (process.cpuUsage().user < begun + 3e5);
      const spent = others.end();
      expect(spent?.node).toBeGreaterThan(0.35);
      expect((all.end()?.node ?? 0) - (spent?.node ?? 0)).toBeGreaterThan(0.25);
      expect(spent).toMatchObject({ pages: 0, browser: 0, ffmpeg: 0, thread: 0 });
    },
  );
});
