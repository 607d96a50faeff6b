import type { ColorMap } from '../../theme';
import { mixOklab, parseHex, type Rgb, toHex } from '../../theme/oklab';

/** The two ends that a colour is mixed towards. */
const DARK: Rgb = parseHex('#131a2b');
const LIGHT: Rgb = parseHex('#fffaf0');

/** A colour map in the shades of one colour: for a sheet that wears the colour of its role. Lightness rises all the way. */
export function tint(color: string): ColorMap {
  const middle = parseHex(color);
  const rgb = (t: number): Rgb => {
    const at = 2 * Math.min(1, Math.max(0, t));
    return at < 1 ? mixOklab(DARK, middle, 0.25 + 0.75 * at) : mixOklab(middle, LIGHT, 0.75 * (at - 1));
  };
  return { rgb, hex: (t) => toHex(rgb(t)) };
}
