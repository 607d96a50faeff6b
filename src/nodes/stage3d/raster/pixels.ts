/** A picture's pixels, a 32-bit word each: red lowest, alpha on top, colours not multiplied by it. */
export interface Pixels {
  readonly words: Uint32Array;
  readonly width: number;
}

/** A pixel of whole numbers from 0 to 255. */
export function word(r: number, g: number, b: number, a: number): number {
  return ((a << 24) | (b << 16) | (g << 8) | r) >>> 0;
}

/** Lays a colour over a pixel; red, green and blue go from 0 to 255, alpha from 0 to 1. */
export function layOver(words: Uint32Array, at: number, r: number, g: number, b: number, a: number): void {
  const under = words[at] as number;
  const rest = ((under >>> 24) / 255) * (1 - a);
  const alpha = a + rest;
  if (alpha <= 0) return;
  const [over, below] = [a / alpha, rest / alpha];
  words[at] = word(
    Math.round(r * over + (under & 255) * below),
    Math.round(g * over + ((under >>> 8) & 255) * below),
    Math.round(b * over + ((under >>> 16) & 255) * below),
    Math.round(255 * alpha),
  );
}
