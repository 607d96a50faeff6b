import { BitWriter } from './bits';

/**
 * The quantizer of a picture in which every block is skipped. No coefficient is there to be scaled by it; but the
 * larger it is, the more an arithmetic coder expects skips, from the first one on.
 */
export const SKIP_QUANTIZER = 51;

/**
 * What an interval loses to the unexpected, by its own size (table 9-44): in the state in which skips are expected at
 * that quantizer, which is 42 (context 11, m = 23, n = 33: table 9-13, and 9.3.1.1), and in those after it.
 */
const UNEXPECTED: readonly (readonly number[])[] = [
  [16, 20, 23, 27],
  [15, 19, 22, 25],
  [14, 18, 21, 24],
  [14, 17, 20, 23],
  [13, 16, 19, 22],
  [12, 15, 18, 21],
  [12, 14, 17, 20],
  [11, 14, 16, 19],
  [11, 13, 15, 18],
  [10, 12, 15, 17],
  [10, 12, 14, 16],
  [9, 11, 13, 15],
  [9, 11, 12, 14],
  [8, 10, 12, 14],
  [8, 9, 11, 13],
  [7, 9, 11, 12],
  [7, 9, 10, 12],
  [7, 8, 10, 11],
  [6, 8, 9, 11],
  [6, 7, 9, 10],
  [6, 7, 8, 9],
];

/**
 * Blocks that are skipped, up to the end of their slice, in arithmetic coding (Rec. ITU-T H.264, 9.3.4).
 *
 * As neighbours are skipped as well, one context serves for all of them (9.3.3.1.1.1), and only what it expects
 * ever comes.
 */
export function arithmeticSkips(macroblocks: number): Uint8Array {
  const bits = new BitWriter();
  let [low, range, outstanding, begun] = [0, 510, 0, false];
  const put = (bit: 0 | 1) => {
    if (begun) bits.bit(bit);
    begun = true;
    for (; outstanding > 0; outstanding--) bits.bit(1 - bit);
  };
  const renormalize = () => {
    while (range < 256) {
      if (low < 256) put(0);
      else if (low >= 512) {
        low -= 512;
        put(1);
      } else {
        low -= 256;
        outstanding++;
      }
      range *= 2;
      low *= 2;
    }
  };
  for (let block = 0; block < macroblocks; block++) {
    const state = Math.min(block, UNEXPECTED.length - 1);
    range -= UNEXPECTED[state]?.[(range >> 6) & 3] ?? 0;
    renormalize();
    // After every block: is it the last one?
    range -= 2;
    if (block < macroblocks - 1) renormalize();
  }
  low += range;
  range = 2;
  renormalize();
  put(((low >> 9) & 1) as 0 | 1);
  // The last of these is the bit that ends the slice.
  bits.bits(((low >> 7) & 3) | 1, 2);
  return bits.finish();
}
