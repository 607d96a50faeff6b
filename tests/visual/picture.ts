import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How two pictures of one size differ, in steps of 255. */
export interface PictureDifference {
  /** Mean over all channels of all pixels. */
  readonly mean: number;
  /** Share of the pixels of which some channel is off by more than `VISIBLE`. */
  readonly visible: number;
}

/** From here on a difference of one pixel can be seen. */
const VISIBLE = 24;

/** Compares two pictures of red, green and blue bytes. */
export function comparePictures(a: Uint8Array, b: Uint8Array): PictureDifference {
  if (a.length !== b.length) throw new Error(`pictures of ${a.length} and ${b.length} bytes`);
  let sum = 0;
  let visible = 0;
  for (let i = 0; i < a.length; i += 3) {
    let most = 0;
    for (let c = i; c < i + 3; c++) {
      const off = Math.abs((a[c] ?? 0) - (b[c] ?? 0));
      sum += off;
      most = Math.max(most, off);
    }
    if (most > VISIBLE) visible++;
  }
  return { mean: sum / a.length, visible: visible / (a.length / 3) };
}

/** Writes the difference of two pictures as a portable pixmap, brightened eight times: equal pixels are black. */
export async function writeDifference(
  path: string,
  width: number,
  a: Uint8Array,
  b: Uint8Array,
): Promise<void> {
  const body = Uint8Array.from(a, (value, i) => Math.min(255, 8 * Math.abs(value - (b[i] ?? 0))));
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, Buffer.concat([Buffer.from(`P6 ${width} ${a.length / 3 / width} 255\n`), body]));
}
