import { describe, expect, it } from 'vitest';
import { formatBytes, progressText } from '../../src/cli/render-progress';

describe('the progress of a film', () => {
  it('tells frames, rate and time left', () => {
    const text = progressText('clocks', { frame: 300, frames: 3900, seconds: 10 });
    expect(text).toBe('clocks  300 of 3900 frames  30.0 frames/s  2:00 left');
  });

  it('tells sizes for people', () => {
    expect([formatBytes(999), formatBytes(350_000), formatBytes(12_600_000)]).toEqual([
      '1 kB',
      '350 kB',
      '12.6 MB',
    ]);
  });
});
