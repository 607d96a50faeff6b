/** A colour in OKLab: lightness 0…1 and two opponent axes (Björn Ottosson, 2020). */
type Oklab = readonly [l: number, a: number, b: number];

/** A colour as red, green and blue from 0 to 1, gamma-encoded sRGB. */
export type Rgb = readonly [r: number, g: number, b: number];

const toLinear = (c: number) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
const toGamma = (c: number) => (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055);
const clamp = (c: number) => Math.min(1, Math.max(0, c));

/** Reads `#rrggbb`. */
export function parseHex(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) / 255, ((value >> 8) & 255) / 255, (value & 255) / 255];
}

/** Writes `#rrggbb`. */
export function toHex(color: Rgb): string {
  return `#${color
    .map((c) =>
      Math.round(255 * clamp(c))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`;
}

function rgbToOklab([r, g, b]: Rgb): Oklab {
  const [lr, lg, lb] = [toLinear(r), toLinear(g), toLinear(b)];
  const l = Math.cbrt(0.4122214708 * lr + 0.5363325363 * lg + 0.0514459929 * lb);
  const m = Math.cbrt(0.2119034982 * lr + 0.6806995451 * lg + 0.1073969566 * lb);
  const s = Math.cbrt(0.0883024619 * lr + 0.2817188376 * lg + 0.6299787005 * lb);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

function oklabToRgb([lightness, a, b]: Oklab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    clamp(toGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)),
    clamp(toGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)),
    clamp(toGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)),
  ];
}

/** How light a colour looks, 0 for black to 1 for white. */
export function lightness(color: Rgb): number {
  return rgbToOklab(color)[0];
}

/** The colour at `t` from 0 (first) to 1 (second), mixed where equal steps look equal. */
export function mixOklab(from: Rgb, to: Rgb, t: number): Rgb {
  const a = rgbToOklab(from);
  const b = rgbToOklab(to);
  const mix = (i: 0 | 1 | 2) => a[i] + (b[i] - a[i]) * t;
  return oklabToRgb([mix(0), mix(1), mix(2)]);
}
