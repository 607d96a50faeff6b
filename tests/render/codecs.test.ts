import { describe, expect, it } from 'vitest';
import { CODEC_NAMES, CODECS } from '../../src/render/encode/codecs';
import { PRESETS } from '../../src/render/quality';

const SETTINGS = { size: { width: 64, height: 64 }, fps: 60, crf: 10, transparent: false, repeat: false };
const argsOf = (codec: (typeof CODEC_NAMES)[number], preset: string) =>
  CODECS[codec].args({ ...SETTINGS, preset });

describe('the preset "swift"', () => {
  it('is "veryfast" to every codec, with words of its own for x264 alone', () => {
    for (const codec of CODEC_NAMES) {
      const more = codec === 'h264' ? ['-x264-params', 'bframes=0:subme=1'] : [];
      expect(argsOf(codec, 'swift')).toEqual([...argsOf(codec, 'veryfast'), ...more]);
    }
  });

  it('has its place among the others, whose numbers it does not move', () => {
    expect(PRESETS).toContain('swift');
    expect(argsOf('av1', 'ultrafast')).toContain('10');
    expect(argsOf('av1', 'veryslow')).toContain('2');
  });
});
