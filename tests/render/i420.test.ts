import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { createConverter } from '../../src/render/page/converter';
import { i420Size, toI420 } from '../../src/render/page/i420';

/** ITU-R BT.709-6, 3.2 to 3.5, limited range, in double precision. */
function exact([r, g, b]: readonly number[]): number[] {
  const [red, green, blue] = [(r ?? 0) / 255, (g ?? 0) / 255, (b ?? 0) / 255];
  const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return [16 + 219 * luma, 128 + (224 * (blue - luma)) / 1.8556, 128 + (224 * (red - luma)) / 1.5748];
}

/** A reproducible sequence of bytes. */
function bytes(n: number): number[] {
  let state = 12345;
  return Array.from({ length: n }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

function flat(rgb: readonly number[], blueFirst: boolean): Uint8Array {
  const [r = 0, g = 0, b = 0] = rgb;
  const word = blueFirst ? (0xff << 24) | (r << 16) | (g << 8) | b : (0xff << 24) | (b << 16) | (g << 8) | r;
  const planes = new Uint8Array(i420Size(4, 2));
  toI420(new Uint32Array(8).fill(word >>> 0), blueFirst, 4, 2, planes);
  return planes;
}

describe('toI420', () => {
  it('turns a flat colour into the nearest BT.709 limited-range values', () => {
    const random = bytes(600);
    for (let i = 0; i < 600; i += 3) {
      const rgb = random.slice(i, i + 3);
      const planes = flat(rgb, false);
      const [y = 0, u = 0, v = 0] = exact(rgb);
      expect(Math.abs((planes[0] ?? 0) - y)).toBeLessThan(0.54);
      expect(Math.abs((planes[8] ?? 0) - u)).toBeLessThan(0.54);
      expect(Math.abs((planes[10] ?? 0) - v)).toBeLessThan(0.54);
    }
  });

  it('keeps white at 235, black at 16, and every grey without colour', () => {
    expect([...flat([255, 255, 255], false).slice(0, 1), ...flat([0, 0, 0], false).slice(0, 1)]).toEqual([
      235, 16,
    ]);
    for (let grey = 0; grey < 256; grey++) {
      expect([...flat([grey, grey, grey], true).slice(8)]).toEqual([128, 128, 128, 128]);
    }
  });

  it('reads both byte orders', () => {
    expect(flat([10, 200, 90], true)).toEqual(flat([10, 200, 90], false));
  });

  it('weighs chroma 1, 2, 1 around the left pixel of each pair, as left siting asks', () => {
    const random = bytes(8 * 2 * 3);
    const at = (x: number, y: number) => random.slice((y * 8 + x) * 3, (y * 8 + x) * 3 + 3);
    const pixels = Uint32Array.from({ length: 16 }, (_, i) => {
      const [r = 0, g = 0, b = 0] = at(i % 8, Math.floor(i / 8));
      return ((0xff << 24) | (b << 16) | (g << 8) | r) >>> 0;
    });
    const planes = new Uint8Array(i420Size(8, 2));
    toI420(pixels, false, 8, 2, planes);
    for (let pair = 0; pair < 4; pair++) {
      const columns = [Math.max(0, 2 * pair - 1), 2 * pair, 2 * pair, 2 * pair + 1];
      const mean = [0, 1, 2].map(
        (c) => columns.flatMap((x) => [at(x, 0)[c] ?? 0, at(x, 1)[c] ?? 0]).reduce((a, b) => a + b) / 8,
      );
      const [, u = 0, v = 0] = exact(mean);
      // At the left edge there is no column before: the edge itself stands for it.
      expect(Math.abs((planes[16 + pair] ?? 0) - u)).toBeLessThan(0.54);
      expect(Math.abs((planes[20 + pair] ?? 0) - v)).toBeLessThan(0.54);
    }
  });
});

describe('the compiled conversion', () => {
  it('gives the same bytes as the one in JavaScript, for every size and both byte orders', async () => {
    const compiled = await readFile(new URL('../../build/render/i420.wasm', import.meta.url));
    for (const [width, height] of [
      [8, 2],
      [64, 6],
      [200, 10],
    ] as const) {
      for (const blueFirst of [true, false]) {
        const slow = await createConverter(width, height, undefined);
        const fast = await createConverter(width, height, compiled);
        for (const { pixels } of [slow, fast]) pixels.set(bytes(4 * width * height));
        slow.convert(blueFirst);
        fast.convert(blueFirst);
        expect([...fast.planes]).toEqual([...slow.planes]);
      }
    }
  });
});
