import { describe, expect, it } from 'vitest';
import type { LoopRate } from '../../../src/cli/bench/render/loops';
import { commandTable, goalTable, loopTable } from '../../../src/cli/bench/render/print';
import { command } from './command-time';

const rate = (name: string, rates: [number, number], shares: [number, number], drawn = 240): LoopRate => ({
  ...{ kind: 'preview', name, pages: 1, drawn, cpu: undefined, failure: undefined },
  framesPerSecond: { median: rates[0], least: rates[1], most: rates[0] },
  ofDrawing: { median: shares[0], least: shares[1], most: shares[0] },
});

const failed: LoopRate = {
  ...{
    kind: 'high',
    name: 'high, 1 page',
    pages: 1,
    drawn: undefined,
    cpu: undefined,
    failure: 'there is no ffmpeg',
  },
  ...{ framesPerSecond: undefined, ofDrawing: undefined },
};

describe('the tables of the comparison', () => {
  it('show the loops aligned, without what failed', () => {
    const rows = [
      rate('drawing alone', [100, 9.96], [1, 1]),
      failed,
      rate('film', [95.04, 9], [0.95, 0.9], 31),
    ];
    expect(loopTable({ scene: 'text', loops: rows })).toEqual([
      'text: the loop  frames/s  least  × drawing  least  CPU ms  drawn',
      'drawing alone      100.0   10.0       1.00   1.00       –    240',
      'film                95.0    9.0       0.95   0.90       –     31',
    ]);
  });

  it('show commands in a hundred columns, and what is remarkable of their films below', () => {
    const commands = [
      command({ name: 'Clockwork, high', ours: true, rounds: [20, 30], ssim: 0.99844, cpu: 36.5 }),
      command({
        name: 'Motion Canvas 3.17.2, its image sequence, then ffmpeg',
        rounds: [101.26],
        ssim: 0.9,
        notes: ['1 frame more', 'colours not tagged, of BT.601'],
      }),
      { ...command({ name: 'Remotion 4', rounds: [], ssim: 1 }), film: undefined, failure: 'it hung' },
    ];
    const lines = commandTable({ scene: 'surface', seconds: 10, commands });
    expect(lines).toEqual([
      'surface: 10 s, the whole command         seconds  least  CPU s  frames  Mbit/s    MB    SSIM   least',
      'Clockwork, high                             25.0   20.0   36.5     600    10.0  12.5  0.9984  0.9884',
      'Motion Canvas 3.17.2, its image',
      '  sequence, then ffmpeg                    101.3  101.3      –     600    10.0  12.5  0.9000  0.8900',
      '  Motion Canvas 3.17.2, its image sequence, then ffmpeg: 1 frame more, colours not tagged, of BT.601',
    ]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('show every goal that was measured with what was found on each scene', () => {
    const commands = [command({ name: 'Clockwork, high', ours: true, rounds: [20], ssim: 0.99496 })];
    const scenes = [
      { scene: 'text', loops: [rate('film', [95, 90], [0.95, 0.9])], seconds: 10, commands },
      { scene: 'quads', loops: [failed, rate('film', [95, 90], [0.875, 0.9])], seconds: 10, commands: [] },
    ];
    expect(goalTable(scenes)).toEqual([
      'goals                                               text        quads',
      'preview, 1 page: × drawing alone    ≥ 0.9   0.95 reached  0.87 missed',
      'high: SSIM                        ≥ 0.995  0.9949 missed            –',
    ]);
  });
});
