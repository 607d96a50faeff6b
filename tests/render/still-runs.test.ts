import { describe, expect, it } from 'vitest';
import { shortestRun } from '../../src/render/encode/still-pieces';
import { groupsOf, StillRuns } from '../../src/render/encode/still-runs';

/** What becomes of frames, a letter each: a letter that moved, or a letter and for how many frames it stands. */
async function runs(frames: string, shortest: number): Promise<string> {
  const told: string[] = [];
  const line = new StillRuns(frames.length, shortest, {
    moved: async (picture) => void told.push(picture.toString()),
    still: async (picture, count) => void told.push(`${picture}${count}`),
  });
  for (const frame of frames) await line.take(Buffer.from(frame));
  return told.join(' ');
}

describe('still runs', () => {
  it('are found by what the frames hold, wherever they stand', async () => {
    expect(await runs('aaabcbbbbcc', 3)).toBe('a3 b c b4 c c');
    expect(await runs('aabbb', 3)).toBe('a a b3');
    expect(await runs('aaabbb', 3)).toBe('a3 b3');
  });

  it('are found where frames take turns in the same room, and none is held when the last one is taken', async () => {
    const room = ['', '', ''].map(() => Buffer.from('-'));
    const told: string[] = [];
    const line = new StillRuns(6, 3, {
      moved: async (picture) => void told.push(picture.toString()),
      still: async (picture, count) => void told.push(`${picture}${count}`),
    });
    for (const [at, frame] of [...'aaaabb'].entries()) {
      const picture = room[at % 3] ?? Buffer.alloc(1);
      picture.write(frame);
      await line.take(picture);
    }
    expect(told).toEqual(['a4', 'b', 'b']);
  });

  it('are none if they are too short', async () => {
    expect(await runs('aabbcc', 3)).toBe('a a b b c c');
  });

  it('leave no single frame that moved at the end', async () => {
    expect(await runs('aaaab', 3)).toBe('a3 a b');
    expect(await runs('aaab', 3)).toBe('a a a b');
    expect(await runs('aaaabc', 3)).toBe('a4 b c');
  });

  it('are divided into groups that are as even as can be', () => {
    expect(groupsOf(120, 120)).toEqual([120]);
    expect(groupsOf(121, 120)).toEqual([60, 61]);
    expect(groupsOf(599, 120)).toEqual([119, 120, 120, 120, 120]);
  });

  it('are longer in small pictures, which are encoded faster than an encoder starts', () => {
    expect(shortestRun({ width: 1280, height: 720 })).toBeGreaterThan(
      shortestRun({ width: 1920, height: 1080 }),
    );
  });
});
