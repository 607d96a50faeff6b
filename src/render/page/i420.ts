/** Bytes of a frame in 4:2:0 planes: one luma a pixel, two chroma for every two by two. */
export function i420Size(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/** BT.709 luma weights of red and blue (ITU-R BT.709-6, 3.2). Green has the rest. */
const KR = 0.2126;
const KB = 0.0722;

/** Fixed point: 16 binary places. */
const ONE = 1 << 16;
const fixed = (value: number) => Math.round(value * ONE);

/** 8-bit limited range: luma spans 219 steps from 16, chroma 224 around 128 (BT.709-6, 4.6). */
const LUMA = 219 / 255;
const CHROMA = 224 / 255;

const YR = fixed(KR * LUMA);
const YB = fixed(KB * LUMA);
// What is left to the sum, so that white comes out as exactly 235.
const YG = fixed(LUMA) - YR - YB;
const Y0 = 16 * ONE + ONE / 2;

// A chroma sample sums eight weighted pixels, hence the eighth; a grey must come out as exactly 128.
const UB = fixed(CHROMA / 2 / 8);
const UR = -fixed(((CHROMA / 2) * KR) / (1 - KB) / 8);
const UG = -UB - UR;
const VR = fixed(CHROMA / 2 / 8);
const VB = -fixed(((CHROMA / 2) * KB) / (1 - KR) / 8);
const VG = -VR - VB;
const C0 = 128 * ONE + ONE / 2;

/**
 * Converts pixels to BT.709 limited-range planes, 4:2:0 with chroma sited left, as H.264 takes it to be.
 *
 * Browsers convert canvases in ways of their own (BT.601 in some versions, BT.709 in others, tagged as either),
 * so this is done here, once, for every encoder.
 *
 * @param pixels - One 32-bit word a pixel, row by row, alpha on top: 0xAABBGGRR, or 0xAARRGGBB with `blueFirst`.
 * @param width - Even. @param height - Even.
 * @param planes - Receives Y, U and V one after the other, `i420Size` bytes.
 */
export function toI420(
  pixels: Uint32Array,
  blueFirst: boolean,
  width: number,
  height: number,
  planes: Uint8Array | Uint8ClampedArray,
): void {
  // Weights of the low and the high byte of a word: one loop serves both orders.
  const [yLow, yHigh] = blueFirst ? [YB, YR] : [YR, YB];
  const [uLow, uHigh] = blueFirst ? [UB, UR] : [UR, UB];
  const [vLow, vHigh] = blueFirst ? [VB, VR] : [VR, VB];
  let u = width * height;
  let v = u + (width * height) / 4;
  for (let y = 0; y < height; y += 2) {
    let top = y * width;
    let bottom = top + width;
    let leftPair = 0;
    let leftGreen = 0;
    for (let x = 0; x < width; x += 2) {
      const a = pixels[top] as number;
      const b = pixels[top + 1] as number;
      const c = pixels[bottom] as number;
      const d = pixels[bottom + 1] as number;
      planes[top] = (yLow * (a & 255) + YG * ((a >> 8) & 255) + yHigh * ((a >> 16) & 255) + Y0) >> 16;
      planes[top + 1] = (yLow * (b & 255) + YG * ((b >> 8) & 255) + yHigh * ((b >> 16) & 255) + Y0) >> 16;
      planes[bottom] = (yLow * (c & 255) + YG * ((c >> 8) & 255) + yHigh * ((c >> 16) & 255) + Y0) >> 16;
      planes[bottom + 1] = (yLow * (d & 255) + YG * ((d >> 8) & 255) + yHigh * ((d >> 16) & 255) + Y0) >> 16;
      // Columns x-1, x, x+1 weigh 1, 2, 1: the sample sits on column x. Low and high byte are summed in one word.
      const pair = (a & 0xff00ff) + (c & 0xff00ff);
      const green = ((a >> 8) & 255) + ((c >> 8) & 255);
      const rightPair = (b & 0xff00ff) + (d & 0xff00ff);
      const rightGreen = ((b >> 8) & 255) + ((d >> 8) & 255);
      if (x === 0) {
        leftPair = pair;
        leftGreen = green;
      }
      const sum = leftPair + 2 * pair + rightPair;
      const low = sum & 0xffff;
      const high = sum >>> 16;
      const middle = leftGreen + 2 * green + rightGreen;
      planes[u++] = (uLow * low + UG * middle + uHigh * high + C0) >> 16;
      planes[v++] = (vLow * low + VG * middle + vHigh * high + C0) >> 16;
      leftPair = rightPair;
      leftGreen = rightGreen;
      top += 2;
      bottom += 2;
    }
  }
}
