/**
 * Puts pixels in the order red, green, blue, alpha, with colours as they are and not multiplied by their alpha:
 * what encoders and players of transparent films take them to be.
 *
 * @param pixels - Four bytes a pixel; changed in place.
 * @param blueFirst - Whether the first byte is blue.
 * @param multiplied - Whether colours were multiplied by their alpha. A browser keeps canvases so, and hands a
 * frame of one out as it is.
 * @param opaque - Sets every alpha to the full: the fourth byte may mean nothing.
 */
export function straighten(
  pixels: Uint8Array,
  { blueFirst, multiplied, opaque }: { blueFirst: boolean; multiplied: boolean; opaque: boolean },
): void {
  const [red, blue] = blueFirst ? [2, 0] : [0, 2];
  for (let i = 0; i < pixels.length; i += 4) {
    const r = pixels[i + red] as number;
    const g = pixels[i + 1] as number;
    const b = pixels[i + blue] as number;
    const a = opaque ? 255 : (pixels[i + 3] as number);
    if (a === 255 || !multiplied) {
      pixels[i] = r;
      pixels[i + 2] = b;
    } else if (a === 0) {
      pixels[i] = 0;
      pixels[i + 1] = 0;
      pixels[i + 2] = 0;
    } else {
      const half = a >> 1;
      pixels[i] = Math.min(255, ((r * 255 + half) / a) | 0);
      pixels[i + 1] = Math.min(255, ((g * 255 + half) / a) | 0);
      pixels[i + 2] = Math.min(255, ((b * 255 + half) / a) | 0);
    }
    pixels[i + 3] = a;
  }
}

/** Whether this browser hands out the colours of a canvas multiplied by their alpha: asked, not assumed. */
export async function framesAreMultiplied(): Promise<boolean> {
  const canvas = new OffscreenCanvas(16, 16);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser has no canvas for its worker');
  context.fillStyle = 'rgb(255 255 255 / 50%)';
  context.fillRect(0, 0, 16, 16);
  const frame = new VideoFrame(canvas, { timestamp: 0, alpha: 'keep' });
  const pixels = new Uint8Array(frame.allocationSize());
  await frame.copyTo(pixels);
  frame.close();
  return (pixels[1] ?? 255) < 200;
}
