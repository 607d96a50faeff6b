import { describe, expect, it } from 'vitest';
import { packetEncoder } from '../../src/render/encode/packets';
import { encoderConfig } from '../../src/render/page/packet-encoder';

const size = { width: 1920, height: 1080 };

const told = (crf: number) => {
  const { shipping } = packetEncoder('Chrome/1', {
    ...{ size, fps: 60, crf, preset: 'veryfast', transparent: false, repeat: true },
  });
  if (shipping.as !== 'packets') throw new Error('no packets');
  return { shipping, config: encoderConfig(shipping, size) };
};

describe("the browser's encoder", () => {
  it('keeps every frame of a preview equally well, as a drawn picture and without a rate', () => {
    const { config } = told(23);
    expect(config).toMatchObject({ contentHint: 'detail', hardwareAcceleration: 'prefer-software' });
    expect(config).not.toHaveProperty('bitrate');
    expect(config).not.toHaveProperty('bitrateMode');
  });

  it('gets twice the rate for six steps of the factor, and filmed pictures where drawn ones are too coarse', () => {
    const [fine, coarse, coarser] = [told(11), told(29), told(35)].map(({ config }) => config);
    expect(fine).toMatchObject({ contentHint: 'motion', bitrateMode: 'variable', bitrate: 49_766_400 });
    expect(coarse).toMatchObject({ contentHint: 'detail', bitrateMode: 'variable', bitrate: 6_220_800 });
    expect(coarser?.bitrate).toBe(3_110_400);
  });
});
