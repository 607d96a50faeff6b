import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors';
import { h264Codec } from '../../src/render/encode/packets';
import { checkFilmSize, parseSize } from '../../src/render/quality';

describe('sizes', () => {
  it('are read as width x height', () => {
    expect(parseSize('1280x720')).toEqual({ width: 1280, height: 720 });
  });

  it.each(['1280', '0x0', '8x8', '5000x100', '1280x', 'axb', '-2x4'])('refuse "%s"', (text) => {
    expect(() => parseSize(text)).toThrow(InputError);
  });

  it('of films are even; the nearest even one is named', () => {
    expect(() => checkFilmSize({ width: 1279, height: 719 })).toThrow('1280x720');
    expect(() => checkFilmSize({ width: 1280, height: 720 })).not.toThrow();
  });
});

describe('the H.264 level', () => {
  it('is the lowest that holds the film (table A-1)', () => {
    expect(h264Codec({ width: 1280, height: 720 }, 30)).toBe('avc1.64001F');
    expect(h264Codec({ width: 1920, height: 1080 }, 30)).toBe('avc1.640028');
    expect(h264Codec({ width: 1920, height: 1080 }, 60)).toBe('avc1.64002A');
    expect(h264Codec({ width: 3840, height: 2160 }, 30)).toBe('avc1.640033');
    expect(h264Codec({ width: 3840, height: 2160 }, 60)).toBe('avc1.640034');
  });
});
