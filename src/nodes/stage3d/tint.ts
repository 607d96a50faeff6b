import type { ColorMap } from '../../theme';
import { mixOklab, parseHex, type Rgb, toHex } from '../../theme/oklab';

/** How far the ends of a tinted map are from the colour itself: towards night, and towards light. */
const DARK: Rgb = parseHex('#131a2b');
const LIGHT: Rgb = parseHex('#fffaf0');

/** A colour map in the shades of one colour: for a sheet that wears the colour of its role. Lightness rises all the way. */
export function tint(color: string): ColorMap {
  const middle = parseHex(color);
  const rgb = (t: number): Rgb => {
    const at = Math.min(1, Math.max(0, t));
    return at < 0.62
      ? mixOklab(DARK, middle, 0.12 + (0.88 * at) / 0.62)
      : mixOklab(middle, LIGHT, (0.8 * (at - 0.62)) / 0.38);
  };
  return { rgb, hex: (t) => toHex(rgb(t)) };
}
