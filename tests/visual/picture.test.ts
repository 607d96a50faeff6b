import { describe, expect, it } from 'vitest';
import { comparePictures } from './picture';

describe('the comparison of pictures', () => {
  it('finds no difference between a picture and itself', () => {
    const picture = Uint8Array.from({ length: 300 }, (_, i) => i % 256);
    expect(comparePictures(picture, picture)).toEqual({ mean: 0, visible: 0 });
  });

  it('counts a pixel once, however many of its channels differ, and means over all channels', () => {
    const [a, b] = [new Uint8Array(300), new Uint8Array(300)];
    b.set([60, 60, 60]);
    b[299] = 24;
    expect(comparePictures(a, b)).toEqual({ mean: 204 / 300, visible: 1 / 100 });
  });

  it('refuses pictures of different sizes', () => {
    expect(() => comparePictures(new Uint8Array(3), new Uint8Array(6))).toThrow('3 and 6 bytes');
  });
});
