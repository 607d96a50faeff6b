import { describe, expect, it } from 'vitest';
import { benchFilmMemory, type FilmMemory } from '../../../src/cli/bench/memory/film-memory';
import { tellsOfMemory } from '../../../src/cli/bench/memory/memory-node';
import { partOf } from '../../../src/cli/bench/processes-node';
import { ffmpeg } from '../../render/read-back';

const told = await tellsOfMemory();

describe('the memory of a film', () => {
  it('is told part by part, by what processes are called', () => {
    expect(partOf('/usr/lib/chromium\0--type=renderer\0')).toBe('pages');
    expect(partOf('/usr/lib/chromium\0--type=gpu-process\0')).toBe('browser');
    expect(partOf('/usr/lib/chromium\0--user-data-dir=/tmp/x\0')).toBe('browser');
    expect(partOf('/usr/bin/ffmpeg\0-i\0pipe:0\0')).toBe('ffmpeg');
    expect(partOf('node\0bin/clockwork.mjs\0bench\0')).toBe('node');
  });

  it.runIf(ffmpeg?.x264 && told)('holds pages, a browser, an encoder and this process', async () => {
    const samples: FilmMemory[] = [];
    const { signal } = new AbortController();
    await benchFilmMemory({ frames: 90, every: 300, signal }, (sample) => samples.push(sample));
    const last = samples.at(-1);
    expect(last?.frame).toBeGreaterThan(0);
    for (const part of ['pages', 'browser', 'ffmpeg', 'node'] as const)
      expect(last?.[part]).toBeGreaterThan(10e6);
    expect(last?.all).toBe(
      (last?.pages ?? 0) + (last?.browser ?? 0) + (last?.ffmpeg ?? 0) + (last?.node ?? 0),
    );
  });
});
