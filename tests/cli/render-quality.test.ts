import { describe, expect, it } from 'vitest';
import { qualityFor } from '../../src/cli/render-quality';
import { QUALITIES } from '../../src/render';

describe('what is filmed at which size and rate', () => {
  const upright = { size: { width: 1080, height: 1920 }, fps: 30 };

  it('is high quality for the chapters', () => {
    expect(qualityFor(undefined, undefined)).toEqual(QUALITIES.high);
  });

  it('is what its settings say for another project, with the care of high quality', () => {
    expect(qualityFor(undefined, upright)).toEqual({ ...QUALITIES.high, ...upright });
  });

  it('is what a named quality says, whatever the project', () => {
    expect(qualityFor('preview', upright)).toEqual(QUALITIES.preview);
    expect(qualityFor('high', upright)).toEqual(QUALITIES.high);
  });
});
