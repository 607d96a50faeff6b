import { describe, expect, it } from 'vitest';
import { formatBytes, progressText } from '../../src/cli/render-progress';

describe('the progress of a film', () => {
  it('tells frames, rate and time left', () => {
    const progress = { frame: 300, frames: 3900, reused: 0, workers: [300], seconds: 10 };
    expect(progressText('clocks', progress)).toBe('clocks  300 of 3900 frames  30.0 frames/s  2:00 left');
  });

  it('tells the rate of what is drawn now, and what each page drew', () => {
    const progress = { frame: 1300, frames: 3900, reused: 1000, workers: [160, 140], seconds: 10 };
    expect(progressText('clocks', progress)).toBe(
      'clocks  1300 of 3900 frames  30.0 frames/s (pages: 160 + 140)  1:27 left',
    );
  });

  it('tells sizes for people', () => {
    expect([formatBytes(999), formatBytes(350_000), formatBytes(12_600_000)]).toEqual([
      '1 kB',
      '350 kB',
      '12.6 MB',
    ]);
  });
});
