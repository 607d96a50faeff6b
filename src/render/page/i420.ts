/** Bytes of a frame in 4:2:0 planes: one luma a pixel, two chroma for every two by two. */
export function i420Size(width: number, height: number): number {
  return (width * height * 3) / 2;
}

/** BT.709 luma weights of red and blue (ITU-R BT.709-6, 3.2). Green has the rest. */
const KR = 0.2126;
const KB = 0.0722;

/** 8-bit limited range: luma spans 219 steps from 16, chroma 224 around 128 (BT.709-6, 4.6). */
const LUMA = 219 / 255;
const CHROMA = 224 / 255;

/** Fixed point: as many binary places as leave every weight within 16 bits, for the vector version's sake. */
const LUMA_PLACES = 14;
const CHROMA_PLACES = 16;
const luma = (value: number) => Math.round(value * (1 << LUMA_PLACES));
// A chroma sample sums eight weighted pixels, hence the eighth.
const chroma = (value: number) => Math.round((value * (1 << CHROMA_PLACES)) / 8);

const YR = luma(KR * LUMA);
const YB = luma(KB * LUMA);
// What is left to the sum, so that white comes out as exactly 235.
const YG = luma(LUMA) - YR - YB;

// The weights of a chroma sum to nothing: a grey comes out as exactly 128.
const UB = chroma(CHROMA / 2);
const UR = -chroma(((CHROMA / 2) * KR) / (1 - KB));
const UG = -UB - UR;
const VR = chroma(CHROMA / 2);
const VB = -chroma(((CHROMA / 2) * KB) / (1 - KR));
const VG = -VR - VB;

/** Weights and offsets of the conversion, for pixels whose first byte is red; `swap` them if it is blue. */
export const WEIGHTS = {
  y: [YR, YG, YB],
  u: [UR, UG, UB],
  v: [VR, VG, VB],
  /** Black's 16, and a half to round. */
  lumaRound: (16 << LUMA_PLACES) + (1 << (LUMA_PLACES - 1)),
  /** Grey's 128, and a half to round. */
  chromaRound: (128 << CHROMA_PLACES) + (1 << (CHROMA_PLACES - 1)),
} as const;

const Y0 = WEIGHTS.lumaRound;
const C0 = WEIGHTS.chromaRound;

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
      planes[top] = (yLow * (a & 255) + YG * ((a >> 8) & 255) + yHigh * ((a >> 16) & 255) + Y0) >> 14;
      planes[top + 1] = (yLow * (b & 255) + YG * ((b >> 8) & 255) + yHigh * ((b >> 16) & 255) + Y0) >> 14;
      planes[bottom] = (yLow * (c & 255) + YG * ((c >> 8) & 255) + yHigh * ((c >> 16) & 255) + Y0) >> 14;
      planes[bottom + 1] = (yLow * (d & 255) + YG * ((d >> 8) & 255) + yHigh * ((d >> 16) & 255) + Y0) >> 14;
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
