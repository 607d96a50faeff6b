import { describe, expect, it } from 'vitest';
import type { CommandTime } from '../../../src/cli/bench/render/commands';
import { goalsOf, isReached, quickestAsGood } from '../../../src/cli/bench/render/goals';
import type { LoopRate } from '../../../src/cli/bench/render/loops';
import { command } from './command-time';

const loop = (kind: LoopRate['kind'], pages: number, share: number): LoopRate => ({
  ...{ kind, pages, name: '', failure: undefined, framesPerSecond: undefined, drawn: 240, cpu: undefined },
  ofDrawing: { median: share, least: share, most: share },
});

const found = (commands: CommandTime[], name: string) =>
  goalsOf([], commands).find((goal) => goal.name.includes(name));

describe('the goals', () => {
  it('ask preview for 0.9 and 1.3, high for 0.6 and 1, of drawing alone', () => {
    const loops = [
      loop('draw', 1, 1),
      loop('preview', 1, 0.9),
      loop('preview', 2, 1.29),
      loop('high', 1, 0.7),
      loop('high', 2, 1),
    ];
    const goals = goalsOf(loops, []).slice(0, 4);
    expect(goals.map(({ wanted }) => wanted)).toEqual([0.9, 1.3, 0.6, 1]);
    expect(goals.map(isReached)).toEqual([true, false, true, true]);
  });

  it('know nothing of what was not measured', () => {
    expect(goalsOf([], []).map(isReached)).toEqual(Array.from({ length: 8 }, () => undefined));
  });

  it('set the quickest of ours that is no less like the frames against the quickest of a tool', () => {
    const commands = [
      command({ name: 'Clockwork, preview', ours: true, rounds: [10, 12], ssim: 0.99 }),
      command({ name: 'Clockwork, high', ours: true, rounds: [20, 30], ssim: 0.998 }),
      command({ name: 'Revideo 1, slow', rounds: [90, 90], ssim: 0.98 }),
      command({ name: 'Revideo 1, quick', rounds: [30, 24], ssim: 0.98 }),
      command({ name: 'Motion Canvas 3, its ffmpeg exporter', rounds: [60, 60], ssim: 0.995 }),
      command({ name: 'Motion Canvas 3, its image sequence, then ffmpeg', rounds: [5, 5], ssim: 0.9 }),
      command({ name: 'Remotion 4, JPEG', rounds: [80, 80], ssim: 0.9999 }),
    ];
    // Round by round: 30 / 10 and 24 / 12.
    expect(found(commands, 'Revideo')).toMatchObject({ wanted: 1.5, found: 2.5 });
    // Preview is less like the frames: 60 / 20 and 60 / 30.
    expect(found(commands, 'ffmpeg exporter')).toMatchObject({ wanted: 3, found: 2.5 });
    expect(found(commands, 'Remotion')?.found).toBeUndefined();
    expect(found(commands, 'SSIM')).toMatchObject({ wanted: 0.995, found: 0.998 });
  });

  it('compare nothing with a film that could not be looked at', () => {
    const ours = command({ name: 'Clockwork, high', ours: true, rounds: [1], ssim: 1 });
    const rival = { ...command({ name: 'Remotion 4', rounds: [9], ssim: 1 }), film: undefined };
    expect(quickestAsGood([ours, rival], rival)).toBeUndefined();
  });
});
