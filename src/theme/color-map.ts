import { mixOklab, parseHex, type Rgb, toHex } from './oklab';

/** A colour for each number from 0 to 1. */
export interface ColorMap {
  /** The colour at `t` (clamped to 0…1) as three numbers from 0 to 1. */
  readonly rgb: (t: number) => Rgb;
  /** The same as `#rrggbb`. */
  readonly hex: (t: number) => string;
}

/** How finely a map is tabulated: finer than the eye, and than eight bits a channel can show. */
const ENTRIES = 512;

/** A map through evenly spaced colours, mixed in OKLab. */
function through(stops: readonly string[]): ColorMap {
  const colors = stops.map(parseHex);
  const table = Array.from({ length: ENTRIES }, (_, i): Rgb => {
    const at = (i / (ENTRIES - 1)) * (colors.length - 1);
    const left = Math.min(Math.floor(at), colors.length - 2);
    const [from, to] = [colors[left], colors[left + 1]];
    if (from === undefined || to === undefined)
      throw new RangeError('a colour map needs two colours or more');
    return mixOklab(from, to, at - left);
  });
  const rgb = (t: number): Rgb => {
    const i = Math.round(Math.min(1, Math.max(0, t)) * (ENTRIES - 1));
    return table[i] ?? [0, 0, 0];
  };
  return { rgb, hex: (t) => toHex(rgb(t)) };
}

/** A map that ends where it begins, for what goes round: the last colour leads back to the first. */
function around(stops: readonly string[]): ColorMap {
  return through([...stops, ...stops.slice(0, 1)]);
}

/** Low to high: night, sea, dawn. Lightness rises all the way, so that it survives a grey printer. */
export const sequential = through(['#1b2350', '#27508c', '#2b8a9e', '#5fc08f', '#c9dc7d', '#fff3c4']);

/** Negative to positive around a dark zero. */
export const diverging = through([
  '#8fd3ff',
  '#3f83c7',
  '#26365c',
  '#141a26',
  '#5a3323',
  '#cf7140',
  '#ffd29a',
]);

/** Zero to much, from the page itself: activations that light up. */
export const glow = through(['#171d29', '#3b3f63', '#8f6d86', '#e0a878', '#ffe9b8']);

/** Once round a clock: night, sea, meadow, noon, dusk, and night again. Near on the clock is near in colour. */
export const cyclic = around(['#34489b', '#2b86a6', '#5fb98a', '#f0d372', '#e5856a', '#92529b']);
