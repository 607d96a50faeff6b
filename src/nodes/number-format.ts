/** Between the groups of a long number: a space that does not break. */
const GROUP = '\u00a0';

/** A whole number in groups of three: 12 345. */
export function groupDigits(value: number): string {
  return Math.floor(value)
    .toFixed(0)
    .replace(/\B(?=(\d{3})+$)/g, GROUP);
}

/**
 * A share as a percentage with so many decimals, cut and not rounded: 100 % stands for every one,
 * never for all but a few.
 */
export function percent(share: number, decimals = 1): string {
  const scale = 10 ** decimals;
  // A share such as 0.07 is a little less than 7 % in binary: without the nudge it would read 6.9.
  return `${(Math.floor(share * 100 * scale + 1e-6) / scale).toFixed(decimals)}${GROUP}%`;
}

/** A number with a fixed count of decimals and a real minus sign; what rounds to zero has no sign. */
export function decimal(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return Number(text) === 0 ? text.replace('-', '') : text.replace('-', '\u2212');
}

/** A positive number of any size in two significant digits: 23, 4.8, 0.013, 1.2×10^-7. `^` raises what follows. */
export function magnitude(value: number): string {
  if (value >= 9.95) return value.toFixed(0);
  if (value >= 0.995) return value.toFixed(1);
  if (value >= 0.0995) return value.toFixed(2);
  if (value >= 0.00995) return value.toFixed(3);
  if (value === 0) return '0';
  const [mantissa, exponent] = value.toExponential(1).split('e');
  return `${mantissa}×10^${minus(Number(exponent))}`;
}

/** The label of a tick on a plain axis: 0, 5 000, 0.01, 10^-7. `^` raises what follows. */
export function tickLabel(value: number): string {
  if (value === 0) return '0';
  if (Number.isInteger(value)) return value < 0 ? minus(value) : groupDigits(value);
  if (value >= 0.01) return String(Number(value.toPrecision(6)));
  return `10^${minus(Math.round(Math.log10(value)))}`;
}

/** A whole number with a true minus sign. */
function minus(value: number): string {
  return value < 0 ? `−${-value}` : String(value);
}
